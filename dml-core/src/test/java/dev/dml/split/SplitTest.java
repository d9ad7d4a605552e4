package dev.dml.split;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.data.CausalData;
import dev.dml.data.Division;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Three successive repetitions make a block. */
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
    assertThat(block(split, 4))
        .containsExactly(division(split, 3), division(split, 4), division(split, 5));
    assertThat(block(split, 2))
        .containsExactly(division(split, 0), division(split, 1), division(split, 2));
  }

  @Test
  void theLastGivenRepetitionsAreABlockOfWhatThereIs() {
    Split split =
        new Split.Given(
            IntStream.range(0, 5).mapToObj(k -> Partition.draw(new int[6], 2, 1, k)).toList());
    assertThat(block(split, 4)).containsExactly(division(split, 3), division(split, 4));
    assertThat(block(split, 1)).hasSize(3).contains(division(split, 1));
  }

  private List<Division> block(Split split, int repetition) {
    return division(split, repetition).block();
  }

  private Division division(Split split, int repetition) {
    return split.partition(data, List.of(), repetition).train(0).part().orElseThrow().division();
  }
}
