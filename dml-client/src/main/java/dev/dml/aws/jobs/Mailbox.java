package dev.dml.aws.jobs;

import dev.dml.data.FileProblem;
import dev.dml.store.Content;
import dev.dml.store.ObjectStore;
import dev.dml.store.StoreException;
import dev.dml.wire.protocol.JobMessages;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;

/** Where the batches of jobs are put and their answers are found, some at a time. */
final class Mailbox {

  private static final int AT_ONCE = 32;

  private final ObjectStore store;
  private final Executor threads;
  private final Semaphore connections = new Semaphore(AT_ONCE);

  /**
   * A mailbox in a store.
   *
   * @param threads have many batches put at once
   */
  Mailbox(ObjectStore store, Executor threads) {
    this.store = store;
    this.threads = threads;
  }

  /** Puts the batches of children, by their numbers, where these look for them. */
  void write(JobMessages messages, Map<Integer, byte[]> requests) {
    try {
      requests.entrySet().stream()
          .map(
              entry ->
                  CompletableFuture.runAsync(
                      () -> put(messages.request(entry.getKey()), entry.getValue()), threads))
          .toList()
          .forEach(CompletableFuture::join);
    } catch (CompletionException e) {
      throw e.getCause() instanceof StoreException known ? known : e;
    }
  }

  private void put(String name, byte[] content) {
    connections.acquireUninterruptibly();
    try {
      store.create(name, Content.of(content));
    } finally {
      connections.release();
    }
  }

  /** What a child has answered; empty if it has not. */
  Optional<byte[]> answer(JobMessages messages, int index) {
    String name = messages.answer(index);
    connections.acquireUninterruptibly();
    try {
      Optional<InputStream> content = store.open(name);
      return content.isEmpty() ? Optional.empty() : Optional.of(whole(content.get()));
    } catch (IOException e) {
      throw new StoreException(store.location(name) + " cannot be read: " + FileProblem.of(e), e);
    } finally {
      connections.release();
    }
  }

  private static byte[] whole(InputStream content) throws IOException {
    try (content) {
      return content.readAllBytes();
    }
  }
}
