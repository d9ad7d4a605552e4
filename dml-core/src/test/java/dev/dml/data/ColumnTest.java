package dev.dml.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ColumnTest {

  /** 10,000 values fill two chunks of 4,096 and part of a third. */
  @Test
  void aGrowingColumnKeepsEveryValueInOrder() {
    Column.Builder builder = Column.builder("a");
    IntStream.range(0, 10_000).forEach(builder::add);
    assertThat(builder.size()).isEqualTo(10_000);
    assertThat(builder.build().toArray())
        .isEqualTo(IntStream.range(0, 10_000).asDoubleStream().toArray());
  }

  @Test
  void aGrowingColumnMayEndWithAChunk() {
    Column.Builder builder = Column.builder("a");
    IntStream.range(0, 4096).forEach(builder::add);
    assertThat(builder.build().get(4095)).isEqualTo(4095);
    assertThat(Column.builder("b").build().size()).isZero();
  }

  /** Zeros of both signs are two values, as in {@link Double#compare}. */
  @Test
  void differentValuesAreInAscendingOrder() {
    Column column = Column.of("x", 2, -1, 2, 0.0, -0.0, Double.NaN, Double.NaN);
    assertThat(column.distinct()).containsExactly(-1, -0.0, 0.0, 2, Double.NaN);
    assertThat(column.get(0)).isEqualTo(2);
  }
}
