package dev.dml.aws;

import dev.dml.store.Content;
import dev.dml.store.ObjectStore;
import dev.dml.usage.CloudUsage.StoreRequests;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** A store that counts what Amazon S3 bills; several threads may use it. */
final class CountedStore implements ObjectStore {

  private static final int NAMES_PER_REQUEST = 1000;

  private final ObjectStore store;
  private final AtomicLong reads = new AtomicLong();
  private final AtomicLong writes = new AtomicLong();
  private final AtomicLong bytesWritten = new AtomicLong();

  CountedStore(ObjectStore store) {
    this.store = store;
  }

  /** The requests so far. */
  StoreRequests requests() {
    return new StoreRequests(reads.get(), writes.get(), bytesWritten.get());
  }

  @Override
  public Optional<InputStream> open(String name) {
    reads.incrementAndGet();
    return store.open(name);
  }

  @Override
  public boolean create(String name, Content content) {
    writes.incrementAndGet();
    boolean made = store.create(name, content);
    bytesWritten.addAndGet(made ? content.size() : 0);
    return made;
  }

  @Override
  public List<String> names(String prefix) {
    List<String> names = store.names(prefix);
    writes.addAndGet(1 + names.size() / NAMES_PER_REQUEST); // listing is priced like writing
    return names;
  }

  @Override
  public boolean has(String name) {
    reads.incrementAndGet();
    return store.has(name);
  }

  @Override
  public String location(String name) {
    return store.location(name);
  }
}
