package dev.dml.localcloud.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CoresTest {

  @Test
  void aListOfCoresIsAsInProc() {
    // The list format of cpuset(7), whose example is the first.
    assertThat(Cores.parse("0-4,9").boxed()).containsExactly(0, 1, 2, 3, 4, 9);
    assertThat(Cores.parse("7").boxed()).containsExactly(7);
  }

  @Test
  void processesTakeTheCoresInTurn() {
    Cores cores = new Cores(List.of(0, 2, 3));
    assertThat(cores.take(2)).containsExactly(0, 2);
    assertThat(cores.take(2)).containsExactly(0, 3);
    assertThat(cores.take(1)).containsExactly(2);
    assertThat(cores.take(1)).containsExactly(3);
  }

  @Test
  void theNextProcessGetsTheCoreOfTheOneThatEnded() {
    Cores cores = new Cores(List.of(0, 1));
    List<Integer> first = cores.take(1);
    List<Integer> second = cores.take(1);
    assertThat(first).containsExactly(0);
    assertThat(second).containsExactly(1);
    // However often the second ends, its successor is not put beside the first.
    for (int i = 0; i < 3; i++) {
      cores.giveBack(second);
      second = cores.take(1);
      assertThat(second).containsExactly(1);
    }
  }

  @Test
  void aProcessThatMayUseAllCoresIsNotBound() {
    assertThat(new Cores(List.of(0, 1)).take(2)).isEmpty();
    assertThat(new Cores(List.of()).take(1)).isEmpty();
    assertThat(Cores.binding(List.of())).isEmpty();
    assertThat(Cores.binding(List.of(0, 3))).containsExactly("taskset", "--cpu-list", "0,3");
  }
}
