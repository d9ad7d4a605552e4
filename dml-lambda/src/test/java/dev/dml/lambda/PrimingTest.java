package dev.dml.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.learner.tree.forest.RandomForest;
import dev.dml.split.Split;
import dev.dml.store.FolderStore;
import dev.dml.wire.protocol.BatchAnswer;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class PrimingTest {

  @TempDir private static Path folder;

  private static BatchAnswer.Inline before;
  private static List<String> socketsBefore;
  private static List<String> socketsAfter;

  /** Once, since it fits with every learner. */
  @BeforeAll
  static void prime() throws IOException {
    before = answer();
    new ServerSocket(0).close(); // Java keeps a socket for itself, from the first on
    socketsBefore = sockets();
    new Priming(Duration.ZERO).run();
    socketsAfter = sockets();
  }

  private static BatchAnswer.Inline answer() throws IOException {
    FolderStore store = new FolderStore(Files.createTempDirectory(folder, "bucket"));
    Sample sample =
        Sample.of(RandomForest.DEFAULT.withTrees(10), new Split.Drawn(5, 42)).putInto(store);
    return (BatchAnswer.Inline) sample.answerOf(Sample.function(store, 512));
  }

  /** As two environments that are copied from one snapshot. */
  @Test
  void copiesOfAPrimedProcessGiveTheSameBitsAndHaveNamesOfTheirOwn() throws IOException {
    BatchAnswer.Inline one = answer();
    BatchAnswer.Inline other = answer();
    assertThat(one.results().byKey()).isEqualTo(before.results().byKey());
    assertThat(other.results().byKey()).isEqualTo(before.results().byKey());
    assertThat(one.report().cold()).isTrue();
    assertThat(other.report().cold()).isTrue();
    assertThat(one.report().environment()).isNotEqualTo(other.report().environment());
    assertThat(one.report().environment()).isNotEqualTo("priming");
  }

  /** The sockets of this process, as the kernel knows them; none where it is not Linux. */
  private static List<String> sockets() throws IOException {
    if (!OS.LINUX.isCurrentOs()) {
      return List.of();
    }
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
  void noConnectionIsLeft() {
    assertThat(socketsAfter).isSubsetOf(socketsBefore);
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
