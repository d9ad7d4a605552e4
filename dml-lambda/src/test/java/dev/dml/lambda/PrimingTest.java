package dev.dml.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.learner.tree.forest.RandomForest;
import dev.dml.split.Split;
import dev.dml.store.FolderStore;
import dev.dml.wire.protocol.BatchAnswer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class PrimingTest {

  @TempDir private Path folder;

  private BatchAnswer.Inline answer() throws IOException {
    FolderStore store = new FolderStore(Files.createTempDirectory(folder, "bucket"));
    Sample sample =
        Sample.of(RandomForest.DEFAULT.withTrees(10), new Split.Drawn(5, 42)).putInto(store);
    return (BatchAnswer.Inline) sample.answerOf(Sample.function(store, 512));
  }

  /** As two environments that are copied from one snapshot. */
  @Test
  void copiesOfAPrimedProcessGiveTheSameBitsAndHaveNamesOfTheirOwn() throws IOException {
    BatchAnswer.Inline before = answer();
    new Priming(Duration.ZERO).run();
    BatchAnswer.Inline one = answer();
    BatchAnswer.Inline other = answer();
    assertThat(one.results().byKey()).isEqualTo(before.results().byKey());
    assertThat(other.results().byKey()).isEqualTo(before.results().byKey());
    assertThat(one.report().cold()).isTrue();
    assertThat(other.report().cold()).isTrue();
    assertThat(one.report().environment()).isNotEqualTo(other.report().environment());
    assertThat(one.report().environment()).isNotEqualTo("priming");
  }

  /** The sockets of this process, as the kernel knows them. */
  private static List<String> sockets() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      return files.map(PrimingTest::target).filter(to -> to.startsWith("socket:")).toList();
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return "closed meanwhile";
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void noConnectionIsLeft() throws IOException {
    List<String> before = sockets();
    new Priming(Duration.ZERO).run();
    assertThat(sockets()).isSubsetOf(before);
  }

  @Test
  void onlyAProcessThatIsCopiedIsPrimed() {
    assertThat(ExecutionEnvironment.isCopied(Map.of())).isFalse();
    assertThat(ExecutionEnvironment.isCopied(Map.of("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand")))
        .isFalse();
    assertThat(
            ExecutionEnvironment.isCopied(Map.of("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start")))
        .isTrue();
  }
}
