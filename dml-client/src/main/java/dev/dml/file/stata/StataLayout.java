package dev.dml.file.stata;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * What stands before the data of a file of Stata.
 *
 * @param release the number of the format
 * @param order the order of bytes
 * @param rows the number of rows
 * @param variables the variables in order
 */
record StataLayout(int release, ByteOrder order, long rows, List<StataVariable> variables) {

  /** The first byte of the formats from 117 on, which is the beginning of a tag. */
  private static final int TAG = '<';

  /** Reads up to the first row. */
  static StataLayout read(StataInput in) throws IOException {
    int first = in.u8();
    if (first == TAG) {
      return tagged(in);
    }
    if (first < 113 || first > 115) {
      throw new StataDamage(
          first >= 102 && first <= 112
              ? "it is of format " + first + ", older than Stata 8; save it again with a newer one"
              : "it does not begin as a file of Stata does");
    }
    return old(first, in);
  }

  private static StataLayout old(int release, StataInput in) throws IOException {
    int byteOrder = in.u8();
    if (byteOrder != 1 && byteOrder != 2) {
      throw new StataDamage("its order of bytes is " + byteOrder + ", not 1 or 2");
    }
    ByteOrder order = byteOrder == 1 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    in.setOrder(order);
    in.skip(2);
    int count = in.u16();
    long rows = in.u32();
    in.skip(81 + 18);
    byte[] types = in.bytes(count).array();
    List<String> names = texts(in, count, 33);
    in.skip(2L * (count + 1));
    in.skip((release == 113 ? 12L : 49L) * count);
    List<String> labels = texts(in, count, 33);
    List<String> words = texts(in, count, 81);
    List<StataVariable> variables = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int code = Byte.toUnsignedInt(types[i]);
      variables.add(StataVariable.old(names.get(i), code, labels.get(i)).withLabel(words.get(i)));
    }
    for (int type = in.u8(); ; type = in.u8()) {
      long length = in.u32();
      if (type == 0 && length == 0) {
        return new StataLayout(release, order, rows, variables);
      }
      in.skip(length);
    }
  }

  private static StataLayout tagged(StataInput in) throws IOException {
    in.expect("stata_dta><header><release>");
    int release = release(in.text(3));
    in.expect("</release><byteorder>");
    String byteOrder = in.text(3);
    if (!byteOrder.equals("MSF") && !byteOrder.equals("LSF")) {
      throw new StataDamage("its order of bytes is " + byteOrder + ", not MSF or LSF");
    }
    ByteOrder order = byteOrder.equals("MSF") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    in.setOrder(order);
    if (release >= 118) {
      in.setUnicode();
    }
    in.expect("</byteorder><K>");
    long count = hasManyVariables(release) ? in.u32() : in.u16();
    if (count > 120_000) {
      throw new StataDamage("it has " + count + " variables by what it says");
    }
    in.expect("</K><N>");
    long rows = release >= 118 ? in.u64() : in.u32();
    in.expect("</N><label>");
    in.skip(release >= 118 ? in.u16() : in.u8());
    in.expect("</label><timestamp>");
    in.skip(in.u8());
    in.expect("</timestamp></header><map>");
    in.skip(14 * 8);
    in.expect("</map><variable_types>");
    return new StataLayout(release, order, rows, described(in, release, (int) count));
  }

  /**
   * Whether numbers of variables are wide. The formats 120 and 121 are 118 and 119 with aliases of
   * variables in other frames.
   */
  static boolean hasManyVariables(int release) {
    return release == 119 || release == 121;
  }

  private static int release(String text) throws StataDamage {
    return switch (text) {
      case "117" -> 117;
      case "118" -> 118;
      case "119" -> 119;
      case "120" -> 120;
      case "121" -> 121;
      default ->
          throw new StataDamage(
              "it is of format " + text + ", but 113 to 115 and 117 to 121 are read");
    };
  }

  private static List<StataVariable> described(StataInput in, int release, int count)
      throws IOException {
    boolean wide = release >= 118;
    ByteBuffer types = in.bytes(2L * count);
    in.expect("</variable_types><varnames>");
    List<String> names = texts(in, count, wide ? 129 : 33);
    in.expect("</varnames><sortlist>");
    in.skip((hasManyVariables(release) ? 4L : 2L) * (count + 1));
    in.expect("</sortlist><formats>");
    in.skip((wide ? 57L : 49L) * count);
    in.expect("</formats><value_label_names>");
    List<String> labels = texts(in, count, wide ? 129 : 33);
    in.expect("</value_label_names><variable_labels>");
    List<String> words = texts(in, count, wide ? 321 : 81);
    in.expect("</variable_labels><characteristics>");
    while (in.is("<ch>", "</characteristics>")) {
      in.skip(in.u32());
      in.expect("</ch>");
    }
    in.expect("<data>");
    List<StataVariable> variables = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int code = Short.toUnsignedInt(types.getShort());
      variables.add(StataVariable.of(names.get(i), code, labels.get(i)).withLabel(words.get(i)));
    }
    return variables;
  }

  private static List<String> texts(StataInput in, int count, int width) throws IOException {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      texts.add(in.text(width));
    }
    return texts;
  }

  boolean isTagged() {
    return release >= 117;
  }

  /** How many bytes a row has. */
  long rowBytes() {
    return variables.stream().mapToLong(StataVariable::width).sum();
  }
}
