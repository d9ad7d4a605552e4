package dev.dml.detached;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.joining;

import dev.dml.billing.AttemptsFile;
import dev.dml.billing.BilledAttempt;
import dev.dml.data.FileProblem;
import dev.dml.data.InvalidInput;
import dev.dml.run.RunDirectory;
import dev.dml.store.Content;
import dev.dml.store.ObjectStore;
import dev.dml.store.StoreException;
import dev.dml.wire.detached.Beat;
import dev.dml.wire.detached.Ending;
import dev.dml.wire.detached.Order;
import dev.dml.wire.progress.RunProgress;
import dev.dml.wire.progress.RunStatus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A run that goes on by itself, as its objects in a bucket tell of it. Each is written once and
 * never changed: the driver that holds the lease of the highest number drives, and its last beat
 * says how far the run is.
 *
 * @param store the bucket
 * @param name the name of the run
 */
public record DetachedRun(ObjectStore store, String name) {

  private static final String ORDERS = "detached/";
  private static final String JSON = ".json";
  private static final Pattern NUMBERED = Pattern.compile("-\\d{5,8}\\.json$");

  /** What the runs of a bucket say of themselves at a pace, the latest first. */
  public static List<RunStatus> list(ObjectStore bucket, Pace pace) {
    return bucket.names(ORDERS).stream()
        .filter(key -> key.endsWith(JSON))
        .map(key -> key.substring(ORDERS.length(), key.length() - JSON.length()))
        .parallel()
        .map(name -> new DetachedRun(bucket, name).status(pace))
        .sorted(comparing(RunStatus::began).reversed())
        .toList();
  }

  /** Where its results are kept. */
  public RunDirectory directory() {
    return RunDirectory.inBucket(store, name);
  }

  /** What the names of the objects begin with that are beside its results. */
  public String prefix() {
    return directory().prefix() + "driver/";
  }

  /**
   * Notes what is asked.
   *
   * @return whether there was no run of this name
   */
  public boolean begin(Order order) {
    return store.create(orderKey(), Content.of(order.write()));
  }

  private String orderKey() {
    return ORDERS + name + JSON;
  }

  /**
   * What was asked.
   *
   * @throws InvalidInput if there is no such run
   */
  public Order order() {
    return read(orderKey(), Order::read)
        .orElseThrow(() -> new InvalidInput("there is no detached run " + directory().location()));
  }

  /** The number of the last lease; 0 if no driver has come yet. */
  public int lastLease() {
    List<String> leases = numbered("lease-");
    return leases.isEmpty() ? 0 : number(leases.getLast());
  }

  /** Some file systems show for a moment what is not there yet, under longer names. */
  private List<String> numbered(String beginning) {
    return store.names(prefix() + beginning).stream()
        .filter(key -> NUMBERED.matcher(key).find())
        .toList();
  }

  private static int number(String key) {
    return Integer.parseInt(key.substring(key.lastIndexOf('-') + 1, key.length() - JSON.length()));
  }

  /**
   * Takes a lease.
   *
   * @param holder who takes it
   * @return whether nobody had it
   */
  public boolean take(int lease, String holder) {
    return store.create(leaseKey(lease), Content.of(holder));
  }

  /** Whether a lease is taken. */
  public boolean isTaken(int lease) {
    return store.has(leaseKey(lease));
  }

  private String leaseKey(int lease) {
    return String.format(Locale.ROOT, "%slease-%05d%s", prefix(), lease, JSON);
  }

  /** Says a beat under a lease. */
  public void say(int lease, int number, Beat beat) {
    store.create(
        String.format(Locale.ROOT, "%s%08d%s", beats(lease), number, JSON),
        Content.of(beat.write()));
  }

  private String beats(int lease) {
    return String.format(Locale.ROOT, "%sbeat-%05d-", prefix(), lease);
  }

  /** The name of the last beat under a lease. */
  private Optional<String> lastBeat(int lease) {
    List<String> beats = numbered(beats(lease).substring(prefix().length()));
    return beats.isEmpty() ? Optional.empty() : Optional.of(beats.getLast());
  }

  /** Everything that was said, in the order of leases and numbers. */
  public List<Beat> beats() {
    return numbered("beat-").stream().flatMap(key -> read(key, Beat::read).stream()).toList();
  }

  /** Its attempts and what they cost, in the order of their replies. */
  public List<BilledAttempt> attempts() {
    return AttemptsFile.attempts(beats().stream().map(Beat::attempts).collect(joining()));
  }

  /** How the run stands. */
  public Standing standing() {
    int lease = lastLease();
    Optional<String> here = lease == 0 ? Optional.empty() : lastBeat(lease);
    Optional<String> key = here;
    for (int before = lease - 1; key.isEmpty() && before > 0; before--) {
      key = lastBeat(before);
    }
    return new Standing(
        lease,
        here.map(DetachedRun::number).orElse(0),
        key.flatMap(found -> read(found, Beat::read)),
        isCancelled(),
        ending());
  }

  /** How the run stood when it began. */
  public RunStatus begun(Order order) {
    return new RunStatus(
        name,
        directory().location(),
        Optional.empty(),
        order.spec().place(),
        RunStatus.State.RUNNING,
        "",
        order.began(),
        order.began(),
        RunProgress.NONE);
  }

  /** How far the run is, for a person, if its driver says something at a pace. */
  public RunStatus status(Pace pace) {
    Order order = order();
    return standing().status(begun(order), pace);
  }

  /** Has the run stopped, whoever drives it. */
  public void cancel() {
    store.create(prefix() + "cancel" + JSON, Content.of("{}"));
  }

  /** Whether somebody wants it stopped. */
  public boolean isCancelled() {
    return store.has(prefix() + "cancel" + JSON);
  }

  /** Ends the run; how it ended first is how it ended. */
  public void end(Ending ending) {
    store.create(endingKey(), Content.of(ending.write()));
  }

  /** How it ended; empty if it has not. */
  public Optional<Ending> ending() {
    return read(endingKey(), Ending::read);
  }

  private String endingKey() {
    return prefix() + "ending" + JSON;
  }

  /** Keeps a file of the run, such as its result in a format. */
  public void keep(String file, Content content) {
    store.create(prefix() + file, content);
  }

  /** A file that was kept; the caller closes it. */
  public Optional<InputStream> open(String file) {
    return store.open(prefix() + file);
  }

  /** A text that was kept. */
  public Optional<String> text(String file) {
    return read(prefix() + file, bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  private <T> Optional<T> read(String key, Function<byte[], T> reader) {
    Optional<InputStream> found = store.open(key);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream in = found.get()) {
      return Optional.of(reader.apply(in.readAllBytes()));
    } catch (IOException e) {
      throw new StoreException(
          store.location(key) + " cannot be read: " + FileProblem.of(e), e, true);
    }
  }
}
