package dev.dml.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.Lcg500;
import dev.dml.LinearNuisances;
import dev.dml.data.CausalData;
import dev.dml.split.Split;
import dev.dml.task.ForwardingBackend;
import dev.dml.task.LocalBackend;
import dev.dml.task.NuisanceTask;
import dev.dml.task.Sink;
import dev.dml.task.TaskId;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharingBackendTest {

  private static final CausalData DATA = new Lcg500().continuous();
  private static final List<NuisanceTask> TASKS =
      LinearNuisances.tasks(DATA, new Split.Drawn(5, 42));

  @TempDir private Path folder;
  private final List<TaskId> computed = new ArrayList<>();
  private final List<TaskId> delivered = new ArrayList<>();

  /** Ends like a process that dies after some results. */
  private record Dying(int results, List<TaskId> computed) implements ForwardingBackend {

    @Override
    public LocalBackend inner() {
      return new LocalBackend(1);
    }

    @Override
    public void run(CausalData data, List<NuisanceTask> tasks, Sink sink) {
      for (NuisanceTask task : tasks) {
        if (computed.size() == results) {
          throw new IllegalStateException("killed");
        }
        computed.add(task.id());
        inner().run(data, List.of(task), sink);
      }
    }
  }

  private void run(int results) {
    computed.clear();
    delivered.clear();
    try (TaskLog log = new TaskLog(folder.resolve("1.journal"))) {
      new SharingBackend(new Dying(results, computed), log)
          .run(DATA, TASKS, Sink.of(result -> delivered.add(result.id())));
    }
  }

  /**
   * Those of the second nuisance are wanted because of the first of the other, of which five are
   * known.
   */
  @Test
  void furtherTasksAreSharedToo() {
    assertThatThrownBy(() -> run(7)).hasMessage("killed");
    List<TaskId> all = TASKS.stream().map(NuisanceTask::id).toList();
    computed.clear();
    delivered.clear();
    try (TaskLog log = new TaskLog(folder.resolve("1.journal"))) {
      SharingBackend sharing = new SharingBackend(new LocalBackend(2), log);
      sharing.run(
          DATA,
          TASKS.subList(0, 5),
          result -> {
            delivered.add(result.id());
            return result.id().equals(all.getFirst()) ? TASKS.subList(5, 10) : List.of();
          });
      assertThat(sharing.shared()).isEqualTo(7);
      assertThat(sharing.fitted()).isEqualTo(3);
    }
    assertThat(delivered).containsExactlyInAnyOrderElementsOf(all);
  }

  /** The seventh record was half written. */
  @Test
  void afterAKillOnlyWhatHasNoWholeResultIsComputed() throws IOException {
    assertThatThrownBy(() -> run(7)).hasMessage("killed");
    assertThat(computed).hasSize(7);
    try (RandomAccessFile file = new RandomAccessFile(folder.resolve("1.journal").toFile(), "rw")) {
      file.setLength(file.length() - 1);
    }
    run(10);
    List<TaskId> all = TASKS.stream().map(NuisanceTask::id).toList();
    assertThat(computed).isEqualTo(all.subList(6, 10));
    assertThat(delivered).containsExactlyInAnyOrderElementsOf(all);
    run(0);
    assertThat(computed).isEmpty();
    assertThat(delivered).containsExactlyInAnyOrderElementsOf(all);
  }
}
