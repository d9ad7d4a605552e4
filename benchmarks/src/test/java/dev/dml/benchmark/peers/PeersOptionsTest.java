package dev.dml.benchmark.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.data.InvalidInput;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PeersOptionsTest {

  @Test
  void optionsAreRead() {
    assertThat(
            PeersOptions.of(
                "--case",
                "lasso",
                "forest",
                "--repeat",
                "3",
                "--threads",
                "1,4",
                "--size",
                "quick",
                "--file",
                "bonus=b.csv",
                "rand=r=1.csv",
                "--before",
                "old.jar:lib/*",
                "--python",
                "py",
                "--output",
                "out"))
        .isEqualTo(
            new PeersOptions(
                Set.of("lasso", "forest"),
                3,
                Size.QUICK,
                List.of(1, 4),
                Map.of("bonus", Path.of("b.csv"), "rand", Path.of("r=1.csv")),
                "old.jar:lib/*",
                Path.of("py"),
                Path.of("out")));
  }

  @Test
  void withoutOptionsAllCasesRunFiveTimes() {
    PeersOptions options = PeersOptions.of();

    assertThat(options.cases()).isEmpty();
    assertThat(options.repeats()).isEqualTo(5);
    assertThat(options.size()).isEqualTo(Size.USUAL);
    assertThat(options.files()).isEmpty();
    assertThat(options.before()).isEmpty();
  }

  @Test
  void aQuickRunIsNotRepeated() {
    assertThat(PeersOptions.of("--size", "quick").repeats()).isEqualTo(1);
  }

  @Test
  void anUnknownOptionIsRefused() {
    assertThatThrownBy(() -> PeersOptions.of("--fast"))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            "there is no option --fast; there are: --before, --case, --file, --output, --python,"
                + " --repeat, --size, --threads");
  }

  @Test
  void anIllegalValueIsRefused() {
    assertThatThrownBy(() -> PeersOptions.of("--threads", "1,0"))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("--threads must be at least 1, but was 0");
    assertThatThrownBy(() -> PeersOptions.of("--size", "huge"))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("--size must be quick, usual or long, but was huge");
  }
}
