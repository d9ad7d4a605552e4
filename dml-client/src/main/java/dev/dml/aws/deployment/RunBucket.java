package dev.dml.aws.deployment;

import dev.dml.aws.Bucket;
import dev.dml.run.PatientStore;
import dev.dml.run.RunDirectory;
import dev.dml.store.MeteredStore;
import dev.dml.usage.CloudUsage.StoreRequests;
import dev.dml.wire.spec.BackendSpec;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The bucket of a deployment as its runs use it: what they ask of it is counted, and while it
 * cannot be reached they wait.
 */
public final class RunBucket implements AutoCloseable {

  private final BackendSpec.Cloud spec;
  private final Bucket bucket;
  private final boolean owned;
  private final MeteredStore store;
  private volatile Consumer<String> watcher = reason -> {};

  /**
   * Opens a connection, unless there is one.
   *
   * @param known the bucket, which stays open; empty to open the one of this name
   */
  public RunBucket(BackendSpec.Cloud spec, Optional<Bucket> known, String name) {
    this.spec = spec;
    this.bucket = known.orElseGet(() -> Bucket.open(name, spec.region()));
    this.owned = known.isEmpty();
    this.store = new MeteredStore(bucket.store());
  }

  /** Tells somebody from now on what runs wait for; see {@link Cloud#watch}. */
  public void watch(Consumer<String> other) {
    watcher = other;
  }

  /** Tells whoever watches what runs wait for. */
  public void tell(String reason) {
    watcher.accept(reason);
  }

  /** Its name. */
  public String name() {
    return bucket.name();
  }

  /** Has it be of an account from now on. */
  public void mustBeOf(String account) {
    bucket.mustBeOf(account);
  }

  /** The directory of a run in it. */
  public RunDirectory run(String name) {
    return RunDirectory.inBucket(new PatientStore(store, spec.longestOutage(), this::tell), name);
  }

  /** This program's requests to it so far. */
  public StoreRequests requests() {
    return new StoreRequests(store.reads(), store.writes(), store.bytesWritten());
  }

  /** Closes the connection, unless it was there before. */
  @Override
  public void close() {
    if (owned) {
      bucket.close();
    }
  }
}
