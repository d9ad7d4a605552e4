package dev.dml.data.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpellingTest {

  private static final List<String> KNOWN = List.of("estimate", "batch", "--quiet", "d");

  @Test
  void aNameWithALetterTooFewOrAnotherIsFound() {
    assertThat(Spelling.nearest("estmate", KNOWN)).contains("estimate");
    assertThat(Spelling.nearest("Bach", KNOWN)).contains("batch");
    assertThat(Spelling.nearest("--qiuet", KNOWN)).contains("--quiet");
    assertThat(Spelling.nearest("prl", List.of("pliv", "plr"))).contains("plr");
    assertThat(Spelling.nearest("modle", List.of("data", "model"))).contains("model");
  }

  @Test
  void anotherNameIsNone() {
    assertThat(Spelling.nearest("x", KNOWN)).isEmpty();
    assertThat(Spelling.nearest("resume", KNOWN)).isEmpty();
  }
}
