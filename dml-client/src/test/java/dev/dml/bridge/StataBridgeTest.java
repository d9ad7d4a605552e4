package dev.dml.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bridge of Stata, which cannot be run without a Stata, is at least read. */
class StataBridgeTest {

  private static final Path BRIDGE = Path.of("../bridges/stata/dml.ado");

  private static String bridge() throws IOException {
    return Files.readString(BRIDGE);
  }

  @Test
  void theBridgeIsAProgramOfStata() throws IOException {
    StataProgram.read(bridge());
  }

  @Test
  void whateverEnclosesSomethingIsMissedWhereItIsTakenAway() throws IOException {
    String program = String.join("\n", StataProgram.statements(bridge()));
    List<String> unnoticed = new ArrayList<>();
    for (int i = 0; i < program.length(); i++) {
      if ("`'\"(){}[],:".indexOf(program.charAt(i)) >= 0) {
        try {
          StataProgram.read(program.substring(0, i) + program.substring(i + 1));
          int begin = program.lastIndexOf('\n', i) + 1;
          int end = program.indexOf('\n', i);
          unnoticed.add(program.substring(begin, i) + program.substring(i + 1, end));
        } catch (StataSyntaxError expected) {
          assertThat(expected).hasMessageContaining(" ");
        }
      }
    }
    // What is left is another text, or a matrix that is not transposed, and as good a program.
    assertThat(unnoticed)
        .allMatch(line -> line.contains("\" \" \"\", all") || line.equals("matrix `b' = `b'"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "`outcome'; `outcom'; there is no local macro outcom",
        "mkmat; mkmatrix; no command mkmatrix",
        "clear varnames(1); clear varname(1); no option varname here",
        "strtoname(; strtonames(; no function strtonames",
        "SCore(string); SCore(text); no option, or one that was there: SCore(text)",
        "program define; program; expected define, found dml",
        "OPTions(string); OPTions(string) MORE(string); nobody uses the options [more]",
      })
  void wrongWordsAreNamed(String right, String wrong, String sentence) throws IOException {
    String program = bridge().replace(right, wrong);
    assertThatThrownBy(() -> StataProgram.read(program))
        .isInstanceOf(StataSyntaxError.class)
        .hasMessageEndingWith(sentence);
  }
}
