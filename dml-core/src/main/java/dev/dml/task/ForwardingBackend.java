package dev.dml.task;

import dev.dml.learner.Learner;
import java.util.Optional;

/** A backend that does something around what another one does. */
public interface ForwardingBackend extends Backend {

  /** Where the tasks run. */
  Backend inner();

  @Override
  default String name() {
    return inner().name();
  }

  @Override
  default Optional<String> lack(Learner learner) {
    return inner().lack(learner);
  }
}
