package dev.dml.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.task.LocalBackend;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LocalStudyBackendTest {

  @Test
  void whatEndsLeavesItsThreadsToTheOthers() {
    LocalStudyBackend study = LocalStudyBackend.of(8, 5);
    assertThat(study.atOnce()).isEqualTo(5);
    AtomicInteger atWork = new AtomicInteger(5);
    LocalBackend backend = study.of(0, atWork::get);
    assertThat(backend.threads().getAsInt()).isEqualTo(1);
    atWork.set(2);
    assertThat(backend.threads().getAsInt()).isEqualTo(4);
    atWork.set(1);
    assertThat(backend.threads().getAsInt()).isEqualTo(8);
    atWork.set(0);
    assertThat(backend.threads().getAsInt()).isEqualTo(8);
  }
}
