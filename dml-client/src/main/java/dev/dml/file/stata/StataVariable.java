package dev.dml.file.stata;

/**
 * A variable of a file of Stata.
 *
 * @param name its name
 * @param type how its values are stored
 * @param width how many bytes a value of it has in a row
 * @param labels the name of its value labels; empty if it has none
 * @param label what it is, in words; empty if nobody has said so
 */
record StataVariable(String name, Type type, int width, String labels, String label) {

  /** How values are stored. */
  enum Type {
    BYTE(1),
    INT(2),
    LONG(4),
    FLOAT(4),
    DOUBLE(8),
    /** A text of fixed width. */
    TEXT(0),
    /** A reference to a text elsewhere. */
    LONG_TEXT(8),
    /** Another name of a variable in another frame, which is not in the file. */
    ALIAS(0);

    private final int width;

    Type(int width) {
      this.width = width;
    }
  }

  /** The variable with a code of the formats 113 to 115, where a code up to 244 is a width. */
  static StataVariable old(String name, int code, String labels) throws StataDamage {
    return switch (code) {
      case 251 -> of(name, Type.BYTE, labels);
      case 252 -> of(name, Type.INT, labels);
      case 253 -> of(name, Type.LONG, labels);
      case 254 -> of(name, Type.FLOAT, labels);
      case 255 -> of(name, Type.DOUBLE, labels);
      default -> {
        if (code < 1 || code > 244) {
          throw unknown(name, code);
        }
        yield new StataVariable(name, Type.TEXT, code, labels, "");
      }
    };
  }

  /** The variable with a code of the formats from 117 on, where a code up to 2045 is a width. */
  static StataVariable of(String name, int code, String labels) throws StataDamage {
    return switch (code) {
      case 65530 -> of(name, Type.BYTE, labels);
      case 65529 -> of(name, Type.INT, labels);
      case 65528 -> of(name, Type.LONG, labels);
      case 65527 -> of(name, Type.FLOAT, labels);
      case 65526 -> of(name, Type.DOUBLE, labels);
      case 65525 -> of(name, Type.ALIAS, labels);
      case 32768 -> of(name, Type.LONG_TEXT, labels);
      default -> {
        if (code < 1 || code > 2045) {
          throw unknown(name, code);
        }
        yield new StataVariable(name, Type.TEXT, code, labels, "");
      }
    };
  }

  private static StataVariable of(String name, Type type, String labels) {
    return new StataVariable(name, type, type.width, labels, "");
  }

  private static StataDamage unknown(String name, int code) {
    return new StataDamage(
        "the variable " + name + " is of the type " + code + ", which there is not");
  }

  StataVariable withLabel(String words) {
    return new StataVariable(name, type, width, labels, words.strip());
  }

  boolean isText() {
    return type == Type.TEXT || type == Type.LONG_TEXT;
  }
}
