package dev.dml.wire.stored;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.Lcg500;
import dev.dml.data.CausalData;
import dev.dml.data.CausalDataBuilder;
import dev.dml.data.Column;
import dev.dml.data.Drawing;
import dev.dml.data.MissingPolicy;
import dev.dml.data.panel.UnitRows;
import dev.dml.random.Seed;
import dev.dml.simulation.DesignType;
import dev.dml.store.FolderStore;
import dev.dml.store.ObjectStore;
import dev.dml.store.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StoredDataTest {

  @TempDir private Path folder;

  @Test
  void whatIsReadHasTheDigestOfWhatWasStored() {
    ObjectStore store = new FolderStore(folder);
    CausalData data = new Lcg500().continuous();
    StoredData.put(store, data, data.digest());
    assertThat(new StoredData(store, data.digest()).get().orElseThrow().digest())
        .isEqualTo(data.digest());
  }

  @Test
  void columnsBesideTheCovariatesStaySo() {
    ObjectStore store = new FolderStore(folder);
    CausalData data =
        new Lcg500()
            .builder()
            .treatment("d", new Lcg500().d)
            .beside(Column.of("z", new Lcg500().z))
            .build();
    StoredData.put(store, data, data.digest());
    CausalData again = new StoredData(store, data.digest()).get().orElseThrow();
    assertThat(again.beside()).extracting(Column::name).containsExactly("z");
    assertThat(again.covariates().size()).isEqualTo(3);
  }

  static List<DesignType> designs() {
    return DesignType.all();
  }

  /** A few hundred bytes whatever the number of rows: 100 rows of y, d and x1 alone are 2,400. */
  @ParameterizedTest
  @MethodSource("designs")
  void madeUpDataAreStoredAsHowTheyAreDrawn(DesignType type) throws IOException {
    ObjectStore store = new FolderStore(folder);
    Map<String, Double> values = type.values(Map.of());
    long seed = -4_611_686_018_427_387_905L;
    CausalData data =
        type.create(values).draw(new Seed(seed)).drawnBy(new Drawing(type.name(), values, seed));
    assertThat(StoredData.put(store, data, data.digest())).isBetween(100L, 400L);
    assertThat(folder.resolve("data")).isDirectoryNotContaining("glob:**.npy");
    long[] size = new long[1];
    CausalData again = new StoredData(store, data.digest()).get(bytes -> size[0] = bytes).get();
    assertThat(again.digest()).isEqualTo(data.digest());
    assertThat(size[0]).isEqualTo(StoredData.bytes(data));
  }

  @Test
  void dataThatAreDrawnOtherwiseHereAreRefused() throws IOException {
    ObjectStore store = new FolderStore(folder);
    CausalData data = new Lcg500().continuous();
    Drawing other = new Drawing("irm", Map.of("n", 50.0), 1);
    StoredData.put(store, data.drawnBy(other), data.digest());
    String drawn =
        DesignType.named("irm").get().create(Map.of("n", 50.0)).draw(new Seed(1)).digest();
    StoredData stored = new StoredData(store, data.digest());
    assertThatThrownBy(stored::get)
        .isInstanceOf(StoreException.class)
        .hasMessageEndingWith(
            "is not the data set of its name: what is drawn here has the digest "
                + drawn
                + "; delete it and run again");
    Path names = folder.resolve("data/" + data.digest() + ".json");
    Files.writeString(names, Files.readString(names).replace("irm", "irn"));
    assertThatThrownBy(stored::get)
        .hasMessageContaining("design: must be one that this version knows, with a seed");
  }

  /** What was changed since it was drawn is not what would be drawn. */
  @Test
  void changedDataAreStoredThemselves() {
    ObjectStore store = new FolderStore(folder);
    CausalData data = new Lcg500().continuous().drawnBy(new Drawing("irm", Map.of(), 1));
    CausalData changed = data.withTreatment(Column.of("other", data.outcome().toArray()));
    StoredData.put(store, changed, changed.digest());
    assertThat(new StoredData(store, changed.digest()).get().orElseThrow().digest())
        .isEqualTo(changed.digest());
  }

  @Test
  void selectionSurvivesAndLeavesNoTraceWhereThereIsNone() {
    ObjectStore store = new FolderStore(folder);
    Lcg500 lcg = new Lcg500();
    CausalData data = lcg.builder().treatment("d", lcg.d).selected("s", lcg.selected()).build();
    StoredData.put(store, data, data.digest());
    CausalData read = new StoredData(store, data.digest()).get().orElseThrow();
    assertThat(read.digest()).isEqualTo(data.digest());
    assertThat(read.selected().orElseThrow().toArray()).isEqualTo(lcg.selected());
    // As it was before there were selected rows.
    assertThat(lcg.binary().digest())
        .isEqualTo("785aacf73fcddabfe24e36726d2e22f34dbfb3d8d49fac2a4842a635501f4f3a");
  }

  @Test
  void referenceLevelsAndMissingValuesSurvive() {
    ObjectStore store = new FolderStore(folder);
    CausalData data =
        CausalData.builder()
            .outcome("y", 1, 2, 3)
            .treatment("d", 0, 1, 0)
            .covariate("x", 0.1, Double.NaN, -0.0)
            .oneHot(List.of(Column.of("c=a", 1, 0, 0), Column.of("c=b", 0, 1, 1)))
            .imputeMissing()
            .build();
    StoredData.put(store, data, data.digest());
    CausalData read = new StoredData(store, data.digest()).get().orElseThrow();
    assertThat(read.digest()).isEqualTo(data.digest());
    assertThat(read.covariates().withoutReferenceLevels().columns())
        .extracting(Column::name)
        .containsExactly("x", "c=b");
    assertThat(read.covariates().variables()).extracting(List::size).containsExactly(1, 2);
  }

  @Test
  void whoeverTakesMissingValuesDoesSoElsewhereToo() {
    ObjectStore store = new FolderStore(folder);
    CausalDataBuilder data =
        CausalData.builder()
            .outcome("y", 1, 2, 3)
            .treatment("d", 0, 1, 0)
            .covariate("x", 0.1, Double.NaN, -0.0);
    CausalData left = data.leaveMissing().build();
    StoredData.put(store, left, left.digest());
    CausalData read = new StoredData(store, left.digest()).get().orElseThrow();
    assertThat(read.preparation().missing()).isEqualTo(MissingPolicy.NATIVE);
    assertThat(read.digest()).isEqualTo(left.digest());
    // Results of fits are kept by the digest.
    assertThat(data.imputeMissing().build().digest()).isNotEqualTo(left.digest());
  }

  @Test
  void clustersAndWeightsSurviveAndModifiersStayAtHome() {
    ObjectStore store = new FolderStore(folder);
    CausalData data =
        CausalData.builder()
            .outcome("y", 1, 2, 3)
            .treatment("d", 0, 1, 0)
            .covariate("x", 1, 2, 4)
            .cluster("firm", 0, 0, 1)
            .weights("w", 1, 2, 0.5)
            .estimandWeights(Column.of("v", 1, 0, 1))
            .modifier("m", 5, 6, 7)
            .build();
    StoredData.put(store, data, data.digest());
    CausalData read = new StoredData(store, data.digest()).get().orElseThrow();
    assertThat(read.clusters().getFirst().toArray()).containsExactly(0, 0, 1);
    assertThat(read.weights().orElseThrow().toArray()).containsExactly(1, 2, 0.5);
    assertThat(read.estimandWeights().orElseThrow().toArray()).containsExactly(1, 0, 1);
    assertThat(read.modifiers()).isEmpty();
  }

  /** A unit is missing in a period, and a covariate varies over time; the other is stored once. */
  @Test
  void theUnitsOfAPanelSurvive() {
    ObjectStore store = new FolderStore(folder);
    CausalData data =
        UnitRows.of(
                CausalData.builder()
                    .outcome("y", 1, 2, 3, 4, 5)
                    .treatment("g", 2, 2, 0, 0, 0)
                    .unit("id", 7, 7, 8, 9, 9)
                    .time("t", 1, 2, 2, 1, 2)
                    .covariate("x", 1, 1.5, 2, 3, 3)
                    .oneHot(
                        List.of(Column.of("c=a", 1, 1, 0, 0, 0), Column.of("c=b", 0, 0, 1, 1, 1)))
                    .build())
            .data();
    StoredData.put(store, data, data.digest());
    CausalData read = new StoredData(store, data.digest()).get().orElseThrow();
    assertThat(read.digest()).isEqualTo(data.digest());
    assertThat(read.variable("y in 1").toArray()).containsExactly(1, Double.NaN, 4);
    assertThat(read.variable("observed in 1").toArray()).containsExactly(1, 0, 1);
    assertThat(read.featuresIn("2").columns().getFirst().toArray()).containsExactly(1.5, 2, 3);
    assertThat(read.featuresIn("2").columns().get(1))
        .isSameAs(read.featuresIn("1").columns().get(1));
    assertThat(read.featuresIn("2").withoutReferenceLevels().size()).isEqualTo(2);
  }

  @Test
  void aSecondTimeNothingIsSent() {
    ObjectStore store = new FolderStore(folder);
    CausalData data = new Lcg500().continuous();
    assertThat(StoredData.put(store, data, data.digest())).isPositive();
    assertThat(StoredData.put(store, data, data.digest())).isZero();
  }

  @Test
  void weightsTravelWithTheData() {
    ObjectStore store = new FolderStore(folder);
    CausalData data =
        CausalData.builder()
            .outcome("y", 1, 2)
            .treatment("d", 0, 1)
            .weights("w", 0.5, 2.5)
            .estimandWeights(Column.of("v", 0, 3))
            .expectedEstimandWeights(Column.of("v bar", 1, 2))
            .build();
    StoredData.put(store, data, data.digest());
    CausalData read = new StoredData(store, data.digest()).get().orElseThrow();
    assertThat(read.digest()).isEqualTo(data.digest());
    assertThat(read.relativeWeights().orElseThrow())
        .isEqualTo(data.relativeWeights().orElseThrow());
    assertThat(read.estimandWeights().orElseThrow().toArray()).containsExactly(0, 3);
    assertThat(read.expectedEstimandWeights().orElseThrow().toArray()).containsExactly(1, 2);
  }

  /** A bucket's objects expire one by one. */
  @Test
  void whatWasRemovedOfTheTwoIsSentAgain() throws IOException {
    ObjectStore store = new FolderStore(folder);
    CausalData data = new Lcg500().continuous();
    long both = StoredData.put(store, data, data.digest());
    Path values = folder.resolve("data/" + data.digest() + ".npy");
    Path names = folder.resolve("data/" + data.digest() + ".json");
    long bytesOfValues = Files.size(values);
    Files.delete(values);
    assertThat(StoredData.put(store, data, data.digest())).isEqualTo(bytesOfValues);
    assertThat(new StoredData(store, data.digest()).get()).isPresent();
    Files.delete(names);
    assertThat(StoredData.put(store, data, data.digest())).isEqualTo(both - bytesOfValues);
    assertThat(new StoredData(store, data.digest()).get()).isPresent();
  }

  @Test
  void theFileIsNumPysFormat() throws IOException {
    CausalData data = CausalData.builder().outcome("y", 1, 2).treatment("d", 0, 1).build();
    StoredData.put(new FolderStore(folder), data, data.digest());
    byte[] file = Files.readAllBytes(folder.resolve("data/" + data.digest() + ".npy"));
    // NumPy Enhancement Proposal 1: 6 magic bytes, 2 of the version, 2 of the header's length,
    // which
    // fills up to a multiple of 64 (here 128); then 2 rows x 2 columns x 8 bytes.
    assertThat(file).hasSize(128 + 32);
    assertThat(file).startsWith(0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 118, 0);
    assertThat(new String(file, 10, 118, StandardCharsets.US_ASCII))
        .startsWith("{'descr': '<f8', 'fortran_order': True, 'shape': (2, 2), }")
        .endsWith("\n");
    // 1.0 is 0x3FF0000000000000, its last byte first.
    assertThat(file[128 + 6]).isEqualTo((byte) 0xF0);
    assertThat(file[128 + 7]).isEqualTo((byte) 0x3F);
  }

  @Test
  void whatIsNotThereIsEmpty() {
    assertThat(new StoredData(new FolderStore(folder), "0".repeat(64)).get()).isEmpty();
  }
}
