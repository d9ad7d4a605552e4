package dev.dml.localcloud;

import dev.dml.localcloud.fault.Fault;
import java.io.IOException;
import java.util.Optional;

/** Runs invocations that were let in. */
interface Runner extends AutoCloseable {

  /** Runs one and waits for its end. */
  Answer run(String requestId, byte[] payload, Optional<Fault> fault)
      throws IOException, InterruptedException;

  @Override
  void close();
}
