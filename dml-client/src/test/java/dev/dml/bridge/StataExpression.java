package dev.dml.bridge;

import dev.dml.bridge.StataToken.Kind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads expressions, names and options from the tokens of a statement, and keeps which local macros
 * are there.
 */
final class StataExpression {

  private static final Set<String> OPERATORS =
      Set.of("+", "-", "*", "/", "^", "&", "|", "==", "!=", "~=", "<", ">", "<=", ">=");
  private static final Set<String> FUNCTIONS = Set.of("strtoname", "diag", "r", "e");

  private final List<StataToken> tokens;
  private final Set<String> defined;
  private final Set<String> used;
  private int at;

  StataExpression(String text, Set<String> defined, Set<String> used) {
    this.tokens = StataToken.all(text);
    this.defined = defined;
    this.used = used;
  }

  StataToken peek() {
    return tokens.get(at);
  }

  StataToken next() {
    StataToken token = tokens.get(at);
    at = Math.min(at + 1, tokens.size() - 1);
    check(token);
    return token;
  }

  boolean isAtEnd() {
    return peek().kind() == Kind.END;
  }

  boolean accept(String symbol) {
    if (peek().is(symbol)) {
      next();
      return true;
    }
    return false;
  }

  void expect(String... symbols) {
    for (String symbol : symbols) {
      if (!accept(symbol)) {
        throw new StataSyntaxError("expected " + symbol + ", found " + peek().text());
      }
    }
  }

  void end() {
    if (!isAtEnd()) {
      throw new StataSyntaxError("nothing may follow, found " + peek().text());
    }
  }

  /** A name of something of this program, which is made by a word. */
  String name() {
    if (peek().kind() != Kind.WORD) {
      throw new StataSyntaxError("expected a name, found " + peek().text());
    }
    return next().text();
  }

  void define(String name) {
    defined.add(name);
  }

  /** The name of a local macro without its quotes, which must be there. */
  void macroName() {
    if (peek().kind() == Kind.LOCAL) {
      next();
    } else {
      use(name());
    }
  }

  /** A string or a word of parts without blanks. */
  void word() {
    if (peek().kind() == Kind.STRING) {
      next();
      return;
    }
    if (!peek().isWord()) {
      throw new StataSyntaxError("expected a word, found " + peek().text());
    }
    do {
      next();
    } while (peek().isWord() && peek().glued());
  }

  /** One word or more, up to a comma or the end. */
  void words() {
    do {
      word();
    } while (!isAtEnd() && !peek().is(",") && !peek().is("{"));
  }

  void options(String... known) {
    if (!accept(",")) {
      return;
    }
    Set<String> left = new LinkedHashSet<>(List.of(known));
    while (!isAtEnd()) {
      String option = name();
      if (!left.remove(option)) {
        throw new StataSyntaxError("no option " + option + " here");
      }
      if (peek().is("(") && peek().glued()) {
        next();
        words(")");
        expect(")");
      }
    }
  }

  private void words(String end) {
    do {
      word();
    } while (!isAtEnd() && !peek().is(end));
  }

  /** Whatever the line still has, as text; its macros must be there. */
  void rest() {
    if (isAtEnd()) {
      throw new StataSyntaxError("something must follow");
    }
    while (!isAtEnd()) {
      if (next().is("'")) {
        throw new StataSyntaxError("a quote closes nothing");
      }
    }
  }

  void expression() {
    operand();
    while (OPERATORS.contains(peek().text()) && peek().kind() == Kind.SYMBOL) {
      next();
      operand();
    }
  }

  private void operand() {
    if (accept("-") || accept("!")) {
      operand();
      return;
    }
    if (accept("(")) {
      expression();
      expect(")");
      return;
    }
    boolean function = peek().kind() == Kind.WORD;
    boolean macro = peek().kind() == Kind.LOCAL;
    String name = peek().text();
    word();
    if (function && peek().is("(") && peek().glued()) {
      if (!FUNCTIONS.contains(name)) {
        throw new StataSyntaxError("no function " + name);
      }
      next();
      expression();
      expect(")");
    } else if (peek().is("[") && peek().glued()) {
      next();
      expression();
      expect("]");
    }
    // Transposes a matrix.
    if (macro && peek().is("'") && peek().glued()) {
      next();
    }
  }

  /** {@code : list outcome | treatment} and {@code : subinstr local names " " ",", all}. */
  void extended() {
    if (accept("list")) {
      macroName();
      if (!(accept("|") || accept("-") || accept("&"))) {
        throw new StataSyntaxError("lists have no operator " + peek().text());
      }
      macroName();
      end();
    } else {
      expect("subinstr", "local");
      macroName();
      word();
      word();
      options("all", "word");
      end();
    }
  }

  private void check(StataToken token) {
    if (token.kind() == Kind.STRING) {
      StataToken.macros(token.text()).forEach(this::check);
    } else if (token.kind() == Kind.LOCAL) {
      macro(token.text());
    }
  }

  private void macro(String inner) {
    if (inner.startsWith("=") || inner.startsWith(":")) {
      StataExpression nested = new StataExpression(inner.substring(1), defined, used);
      if (inner.startsWith("=")) {
        nested.expression();
        nested.end();
      } else {
        nested.extended();
      }
    } else if (inner.matches("[a-zA-Z0-9_]+")) {
      use(inner);
    } else {
      List<StataToken> nested = new ArrayList<>(StataToken.macros(inner));
      if (nested.isEmpty()) {
        throw new StataSyntaxError("`" + inner + "' is no macro");
      }
      nested.forEach(this::check);
    }
  }

  private void use(String name) {
    used.add(name);
    if (!defined.contains(name)) {
      throw new StataSyntaxError("there is no local macro " + name);
    }
  }
}
