package dev.dml.bridge;

import java.util.ArrayList;
import java.util.List;

/**
 * A piece of a statement of Stata.
 *
 * @param kind what it is
 * @param text what stands in it, without what encloses it
 * @param glued whether it follows the token before without a blank
 */
record StataToken(Kind kind, String text, boolean glued) {

  enum Kind {
    WORD,
    NUMBER,
    /** {@code "..."} or {@code `"..."'}. */
    STRING,
    /** {@code `name'}, {@code `=expression'} or {@code `: function'}. */
    LOCAL,
    /** {@code $NAME}. */
    GLOBAL,
    SYMBOL,
    END
  }

  private static final List<String> PAIRS = List.of("==", "!=", "~=", "<=", ">=");

  boolean is(String symbol) {
    return (kind == Kind.SYMBOL || kind == Kind.WORD) && text.equals(symbol);
  }

  /** Whether it may stand in a name or a path. */
  boolean isWord() {
    return kind == Kind.WORD || kind == Kind.NUMBER || kind == Kind.LOCAL || kind == Kind.GLOBAL;
  }

  /** The tokens of a statement, the last of which is its end. */
  static List<StataToken> all(String text) {
    List<StataToken> tokens = new ArrayList<>();
    int at = 0;
    boolean glued = false;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (Character.isWhitespace(c)) {
        at++;
        glued = false;
        continue;
      }
      int end = end(text, at);
      tokens.add(token(text.substring(at, end), glued));
      at = end;
      glued = true;
    }
    tokens.add(new StataToken(Kind.END, "the end of the line", false));
    return tokens;
  }

  private static StataToken token(String raw, boolean glued) {
    char c = raw.charAt(0);
    if (raw.startsWith("`\"")) {
      return new StataToken(Kind.STRING, raw.substring(2, raw.length() - 2), glued);
    }
    if (c == '"' || c == '`') {
      Kind kind = c == '"' ? Kind.STRING : Kind.LOCAL;
      return new StataToken(kind, raw.substring(1, raw.length() - 1), glued);
    }
    if (c == '$') {
      return new StataToken(Kind.GLOBAL, raw.substring(1), glued);
    }
    Kind kind = isLetter(c) ? Kind.WORD : Character.isDigit(c) ? Kind.NUMBER : Kind.SYMBOL;
    return new StataToken(kind, raw, glued);
  }

  private static int end(String text, int at) {
    char c = text.charAt(at);
    if (text.startsWith("`\"", at)) {
      return closed(text, at + 2, "\"'");
    }
    if (c == '`') {
      return closed(text, at + 1, "'");
    }
    if (c == '"') {
      return closed(text, at + 1, "\"");
    }
    if (c == '$' || isLetter(c) || Character.isDigit(c)) {
      int end = at + 1;
      while (end < text.length()
          && (isLetter(text.charAt(end)) || Character.isDigit(text.charAt(end)))) {
        end++;
      }
      return end;
    }
    return PAIRS.stream().anyMatch(pair -> text.startsWith(pair, at)) ? at + 2 : at + 1;
  }

  /** Behind the end of what encloses, with what it encloses in turn. */
  private static int closed(String text, int begin, String end) {
    int at = begin;
    while (at < text.length()) {
      if (text.startsWith(end, at)) {
        return at + end.length();
      }
      at =
          text.charAt(at) == '`'
              ? end(text, at)
              : text.charAt(at) == '"' && end.equals("'") ? end(text, at) : at + 1;
    }
    throw new StataSyntaxError("nothing closes " + text.substring(begin - 1));
  }

  private static boolean isLetter(char c) {
    return Character.isLetter(c) || c == '_';
  }

  /** The macros in a string, in which nothing else may be a quote that has no other. */
  static List<StataToken> macros(String string) {
    List<StataToken> macros = new ArrayList<>();
    int at = 0;
    boolean quoted = false;
    while (at < string.length()) {
      quoted ^= string.charAt(at) == '"';
      if (string.charAt(at) == '\'') {
        throw new StataSyntaxError("a quote closes nothing in " + string);
      }
      boolean begins = string.charAt(at) == '`';
      int end = begins ? end(string, at) : at + 1;
      if (begins) {
        macros.add(token(string.substring(at, end), false));
      }
      at = end;
    }
    if (quoted) {
      throw new StataSyntaxError("nothing closes a quote in " + string);
    }
    return macros;
  }
}
