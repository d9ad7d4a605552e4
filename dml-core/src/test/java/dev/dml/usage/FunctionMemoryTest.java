package dev.dml.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FunctionMemoryTest {

  private static final long MEGABYTE = 1 << 20;

  @Test
  void isTwiceTheDataAndARest() {
    FunctionMemory memory = new FunctionMemory(100 * MEGABYTE);
    // 2 x 100 + 48 MB, which are to be 85% of the memory: 291.8 MB.
    assertThat(memory.heapBytes()).isEqualTo(248 * MEGABYTE);
    assertThat(memory.megabytes()).isEqualTo(292);
  }

  @Test
  void megabytesAreRoundedUp() {
    assertThat(FunctionMemory.megabytes(MEGABYTE)).isEqualTo(1);
    assertThat(FunctionMemory.megabytes(MEGABYTE + 1)).isEqualTo(2);
  }

  @Test
  void dataHaveNoNegativeSize() {
    assertThatThrownBy(() -> new FunctionMemory(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("data bytes must be at least 0, but were -1");
  }
}
