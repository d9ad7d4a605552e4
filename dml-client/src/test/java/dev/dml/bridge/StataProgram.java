package dev.dml.bridge;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a program of Stata as far as its syntax goes: comments and lines that go on, strings,
 * macros, blocks, expressions, and those commands and options that the bridge uses. Macros must be
 * there before they are used, and options of {@code syntax} must be used.
 */
final class StataProgram {

  private static final Pattern OPTION =
      Pattern.compile(
          "([A-Z]+[a-z]*)\\((varlist|varname|string|integer (-?[0-9]+)|real (-?[0-9.]+))\\)");
  private static final Pattern SYNTAX =
      Pattern.compile("(anything|varlist)( \\[if\\])?( \\[in\\])?( \\[, (?<options>.*)\\])?");

  private final Set<String> defined = new HashSet<>(Set.of("0"));
  private final Set<String> used = new HashSet<>();
  private final Set<String> offered = new HashSet<>();
  private final Deque<String> open = new ArrayDeque<>();

  private StataProgram() {}

  /** Throws if the text is no program. */
  static void read(String text) {
    StataProgram program = new StataProgram();
    for (String statement : statements(text)) {
      try {
        program.statement(statement);
      } catch (StataSyntaxError e) {
        throw new StataSyntaxError(statement + ": " + e.getMessage());
      }
    }
    if (!program.open.isEmpty()) {
      throw new StataSyntaxError("nothing ends " + program.open.getLast());
    }
    program.offered.removeAll(program.used);
    if (!program.offered.isEmpty()) {
      throw new StataSyntaxError("nobody uses the options " + program.offered);
    }
  }

  /** The statements, without comments and on one line each. */
  static List<String> statements(String text) {
    List<String> statements = new ArrayList<>();
    StringBuilder statement = new StringBuilder();
    for (String line : text.lines().toList()) {
      if (statement.isEmpty() && line.startsWith("*")) {
        continue;
      }
      boolean goesOn = line.endsWith(" ///");
      statement.append(
          (goesOn ? line.substring(0, line.length() - 3) : line).replaceFirst("\\s//.*$", ""));
      if (!goesOn) {
        if (!statement.toString().isBlank()) {
          statements.add(statement.toString().strip());
        }
        statement.setLength(0);
      }
    }
    if (!statement.isEmpty()) {
      throw new StataSyntaxError("the last line goes on");
    }
    return statements;
  }

  private void statement(String text) {
    StataExpression line = new StataExpression(text, defined, used);
    if (line.accept("}")) {
      line.end();
      close("{");
      return;
    }
    command(line, text);
  }

  private void command(StataExpression line, String text) {
    String command = line.name();
    switch (command) {
      case "quietly", "capture" -> command(line, text);
      case "program" -> {
        line.expect("define");
        line.name();
        line.options("eclass", "rclass");
        line.end();
        open.push("program");
      }
      case "end" -> {
        line.end();
        close("program");
      }
      case "version", "type", "erase" -> {
        line.word();
        line.end();
      }
      case "syntax" -> syntax(text.substring("syntax ".length()));
      case "gettoken" -> {
        String first = line.name();
        String others = line.accept(":") ? "" : line.name();
        if (!others.isEmpty()) {
          line.expect(":");
        }
        line.macroName();
        line.define(first);
        line.define(others);
        line.end();
      }
      case "unab" -> {
        String name = line.name();
        line.expect(":");
        line.words();
        line.define(name);
      }
      case "confirm" -> {
        if (!line.accept("file")) {
          line.expect("numeric", "variable");
        }
        line.words();
        line.end();
      }
      case "local" -> local(line);
      case "tempfile", "tempname" -> {
        do {
          line.define(line.name());
        } while (!line.isAtEnd());
      }
      case "preserve", "restore" -> line.end();
      case "marksample" -> {
        line.define(line.name());
        line.options("novarlist");
        line.end();
      }
      case "keep" -> {
        if (line.accept("if")) {
          line.expression();
        } else {
          line.words();
        }
        line.end();
      }
      case "count" -> line.end();
      case "saveold" -> {
        line.word();
        line.options("version", "replace");
        line.end();
      }
      case "shell" -> line.rest();
      case "display" -> {
        line.expect("as", "error");
        line.word();
        line.end();
      }
      case "exit" -> {
        line.expression();
        line.end();
      }
      case "import" -> {
        line.expect("delimited", "using");
        line.word();
        line.options("clear", "varnames", "stringcols");
        line.end();
      }
      case "mkmat" -> {
        line.words();
        line.options("matrix");
        line.end();
      }
      case "matrix" -> matrix(line);
      case "ereturn" -> ereturn(line);
      case "if" -> {
        line.expression();
        body(line, text);
      }
      case "else" -> body(line, text);
      case "foreach" -> {
        line.define(line.name());
        line.expect("in");
        line.words();
        block(line);
      }
      case "forvalues" -> {
        line.define(line.name());
        line.expect("=");
        line.word();
        line.expect("/");
        line.word();
        block(line);
      }
      default -> throw new StataSyntaxError("no command " + command);
    }
  }

  private void local(StataExpression line) {
    String name = line.name();
    if (line.accept("=")) {
      line.expression();
      line.end();
    } else if (line.accept(":")) {
      line.extended();
    } else {
      line.word();
      line.end();
    }
    line.define(name);
  }

  private static void matrix(StataExpression line) {
    boolean names = line.accept("colnames") || line.accept("rownames");
    line.word();
    line.expect("=");
    if (names) {
      line.words();
    } else {
      line.expression();
    }
    line.end();
  }

  private static void ereturn(StataExpression line) {
    if (line.accept("post")) {
      line.word();
      line.word();
      line.options("obs", "depname");
    } else if (line.accept("local")) {
      line.name();
      line.word();
    } else if (line.accept("scalar")) {
      line.name();
      line.expect("=");
      line.expression();
    } else {
      line.expect("display");
    }
    line.end();
  }

  private void body(StataExpression line, String text) {
    if (line.peek().is("{")) {
      block(line);
    } else {
      command(line, text);
    }
  }

  private void block(StataExpression line) {
    line.expect("{");
    line.end();
    open.push("{");
  }

  private void close(String what) {
    if (open.isEmpty() || !open.pop().equals(what)) {
      throw new StataSyntaxError("there is no " + what + " to end");
    }
  }

  /** {@code anything [if] [in] [, Option(type) ...]}: options become macros in small letters. */
  private void syntax(String text) {
    Matcher whole = SYNTAX.matcher(text.replaceAll("\\s+", " "));
    if (!whole.matches()) {
      throw new StataSyntaxError("no syntax");
    }
    defined.addAll(List.of("anything", "if", "in"));
    String options = whole.group("options");
    for (String each : options == null ? new String[0] : options.strip().split(" (?=[A-Z])")) {
      Matcher option = OPTION.matcher(each);
      if (!option.matches() || !offered.add(option.group(1).toLowerCase(Locale.ROOT))) {
        throw new StataSyntaxError("no option, or one that was there: " + each);
      }
    }
    defined.addAll(offered);
  }
}
