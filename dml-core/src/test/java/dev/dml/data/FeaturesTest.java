package dev.dml.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FeaturesTest {

  private static final double NA = Double.NaN;

  @Test
  void missingValuesAreReplacedByTheMeanOfTheTrainingRows() {
    Features features =
        Features.of(4, List.of(Column.of("a", 1, NA, 5, 100), Column.of("b", 1, 2, 3, 4)));
    Features imputed = features.imputed(Rows.of(0, 1, 2), Optional.empty());
    // (1 + 5) / 2: row 3 is held out.
    assertThat(imputed.column(0).toArray()).containsExactly(1, 3, 5, 100);
    assertThat(imputed.columns().stream().map(Column::name))
        .containsExactly("a", "b", "a is missing");
    assertThat(imputed.column(2).toArray()).containsExactly(0, 1, 0, 0);
    assertThat(imputed.hasMissing()).isFalse();
  }

  @Test
  void theMeanOfTheTrainingRowsIsWeighted() {
    Features features = Features.of(4, List.of(Column.of("a", 1, NA, 5, 100)));
    Optional<double[]> weights = Optional.of(new double[] {3, 7, 1, 50});
    // (3 * 1 + 1 * 5) / 4.
    assertThat(features.imputed(Rows.of(0, 1, 2), weights).column(0).toArray())
        .containsExactly(1, 2, 5, 100);
  }

  @Test
  void completeColumnsAndIndicatorsAreSharedByTheFolds() {
    Features features = Features.of(3, List.of(Column.of("a", 1, NA, 5), Column.of("b", 1, 2, 3)));
    Features one = features.imputed(Rows.of(0, 1), Optional.empty());
    Features other = features.imputed(Rows.of(1, 2), Optional.empty());
    assertThat(one.column(0).get(1)).isEqualTo(1);
    assertThat(other.column(0).get(1)).isEqualTo(5);
    assertThat(other.column(1)).isSameAs(one.column(1)).isSameAs(features.column(1));
    assertThat(other.column(2)).isSameAs(one.column(2));
  }

  @Test
  void aColumnNeverObservedInTrainingIsFilledWithZero() {
    Features features = Features.of(3, List.of(Column.of("a", NA, NA, 5)));
    assertThat(features.imputed(Rows.of(0, 1), Optional.empty()).column(0).toArray())
        .containsExactly(0, 0, 5);
  }

  @Test
  void completeFeaturesAreReturnedAsTheyAre() {
    Features features = Features.of(2, List.of(Column.of("a", 1, 2)));
    assertThat(features.imputed(Rows.all(2), Optional.empty())).isSameAs(features);
  }

  @Test
  void referenceLevelsRemainReferenceLevels() {
    Column complete = Column.of("r=a", 1, 0, 0);
    Column incomplete = Column.of("s=a", 1, NA, 0);
    Features features =
        Features.of(
            3,
            List.of(complete, Column.of("r=b", 0, 1, 1), incomplete, Column.of("s=b", 0, NA, 1)),
            Set.of(complete, incomplete));
    assertThat(features.imputed(Rows.all(3), Optional.empty()).withoutReferenceLevels().columns())
        .extracting(Column::name)
        .containsExactly("r=b", "s=b", "s=a is missing", "s=b is missing");
  }

  /**
   * A map that computes a value refuses to compute another that has its place in the same bin. 200
   * classes are in all of the 16 bins.
   */
  @Test
  void whatIsDerivedMayAskForTheFeaturesWithoutReferenceLevels() {
    Column first = Column.of("r=a", 1, 0);
    Class<?> type = int.class;
    for (int i = 0; i < 200; i++) {
      type = type.arrayType();
      Features features = Features.of(2, List.of(first, Column.of("r=b", 0, 1)), Set.of(first));
      List<Features> asked = new ArrayList<>();
      features.derived(
          type,
          all -> {
            asked.add(all.withoutReferenceLevels());
            return null;
          });
      assertThat(asked).containsExactly(features.withoutReferenceLevels());
    }
  }
}
