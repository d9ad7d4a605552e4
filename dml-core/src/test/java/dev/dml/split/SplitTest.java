package dev.dml.split;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.data.CausalData;
import dev.dml.data.Division;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Four successive repetitions make a block. */
class SplitTest {

  private final CausalData data =
      CausalData.builder()
          .outcome("y", 1, 2, 3, 4, 5, 6)
          .treatment("d", 0, 1, 0, 1, 0, 1)
          .covariate("x", 6, 5, 4, 3, 2, 1)
          .build();

  @Test
  void drawnRepetitionsKnowTheWholeOfTheirBlock() {
    Split split = new Split.Drawn(2, 42);
    assertThat(block(split, 5)).isEqualTo(divisions(split, 4, 8));
    assertThat(block(split, 3)).isEqualTo(divisions(split, 0, 4));
  }

  @Test
  void givenRepetitionsMakeFullBlocksAndTheRestNone() {
    Split split =
        new Split.Given(
            IntStream.range(0, 6).mapToObj(k -> Partition.draw(new int[6], 2, 1, k)).toList());
    assertThat(block(split, 1)).isEqualTo(divisions(split, 0, 4));
    assertThat(block(split, 4)).isEqualTo(divisions(split, 4, 5));
    assertThat(block(split, 5)).isEqualTo(divisions(split, 5, 6));
  }

  private List<Division> divisions(Split split, int from, int to) {
    return IntStream.range(from, to).mapToObj(k -> division(split, k)).toList();
  }

  private List<Division> block(Split split, int repetition) {
    return division(split, repetition).block();
  }

  private Division division(Split split, int repetition) {
    return split.partition(data, List.of(), repetition).train(0).part().orElseThrow().division();
  }
}
