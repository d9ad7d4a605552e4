package dev.dml.wire.stored;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.data.CovariateChoice;
import dev.dml.data.MissingPolicy;
import dev.dml.data.Preparation;
import dev.dml.data.Rows;
import dev.dml.store.FolderStore;
import dev.dml.store.ObjectStore;
import dev.dml.store.StoreException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredDescriptionTest {

  @TempDir private Path folder;

  @Test
  void whatFitsDoNotNeedComesBackBesideWhatTheyNeed() {
    Preparation how =
        new Preparation(
            Rows.of(0, 2, 3),
            5,
            MissingPolicy.DROP,
            Map.of("x", 2),
            List.of(new Preparation.Encoding("c", List.of("a", "b"))),
            new CovariateChoice(List.of("x", "c"), true, Map.of("id", "it numbers the rows")),
            List.of("the comma was taken for a decimal point"),
            Map.of("x", "Hours worked"));
    CausalData data =
        CausalData.builder()
            .outcome("y", 1, 2, 3)
            .treatment("d", List.of("no", "yes", "no"))
            .covariate("x", 0.1, 0.2, -0.0)
            .modifier("age", 30, 0.1 + 0.2, 50)
            .preparation(how)
            .build();
    ObjectStore store = new FolderStore(folder);
    StoredData.put(store, data, data.digest());
    new StoredDescription(store, "runs/r/driver/").put(data);

    CausalData bare = new StoredData(store, data.digest()).get().orElseThrow();
    CausalData read = new StoredDescription(store, "runs/r/driver/").of(bare);
    assertThat(read.digest()).isEqualTo(data.digest());
    assertThat(read.preparation()).isEqualTo(how);
    assertThat(read.treatmentLevels("d")).hasValue(List.of("no", "yes"));
    assertThat(read.modifiers()).extracting(Column::name).containsExactly("age");
    assertThat(read.modifiers().getFirst().toArray()).containsExactly(30, 0.1 + 0.2, 50);
  }

  @Test
  void aDescriptionThatIsNotThereIsNamed() {
    StoredDescription none = new StoredDescription(new FolderStore(folder), "runs/r/driver/");
    CausalData data =
        CausalData.builder().outcome("y", 1, 2).treatment("d", 0, 1).covariate("x", 1, 3).build();
    assertThatThrownBy(() -> none.of(data))
        .isInstanceOf(StoreException.class)
        .hasMessage(folder.resolve("runs/r/driver/description.json") + " is missing");
  }
}
