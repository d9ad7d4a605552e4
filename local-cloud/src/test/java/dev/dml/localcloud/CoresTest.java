package dev.dml.localcloud;

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
    assertThat(cores.binding(0, 2)).containsExactly("taskset", "--cpu-list", "0,2");
    assertThat(cores.binding(1, 2)).containsExactly("taskset", "--cpu-list", "3,0");
    assertThat(cores.binding(5, 1)).containsExactly("taskset", "--cpu-list", "3");
  }

  @Test
  void aProcessThatMayUseAllCoresIsNotBound() {
    assertThat(new Cores(List.of(0, 1)).binding(1, 2)).isEmpty();
    assertThat(new Cores(List.of()).binding(0, 1)).isEmpty();
  }
}
