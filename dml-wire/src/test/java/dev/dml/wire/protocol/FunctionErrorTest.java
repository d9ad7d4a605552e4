package dev.dml.wire.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The form is that of AWS's Java runtime interface client. */
class FunctionErrorTest {

  private static FunctionError read(String payload) {
    return FunctionError.read(payload.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void quotesAndLinesWithinAMessageStay() {
    assertThat(
            read(
                "{\"errorMessage\":\"no \\\"x\\\"\\nhere\",\"errorType\":\"a.B\",\"stackTrace\":"
                    + "[\"at c\"],\"cause\":{\"errorMessage\":\"d\",\"errorType\":\"e.F\"}}"))
        .isEqualTo(new FunctionError("a.B", "no \"x\"\nhere"));
  }

  @Test
  void whateverElseComesIsTheMessage() {
    assertThat(read("half {")).isEqualTo(new FunctionError("", "half {"));
    assertThat(read("[1]")).isEqualTo(new FunctionError("", "[1]"));
    assertThat(read("")).isEqualTo(new FunctionError("", ""));
    assertThat(read("x".repeat(401))).isEqualTo(new FunctionError("", "x".repeat(400) + "..."));
  }
}
