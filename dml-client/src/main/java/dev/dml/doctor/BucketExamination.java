package dev.dml.doctor;

import dev.dml.aws.Bucket;
import dev.dml.aws.deployment.Deployment;
import dev.dml.data.FileProblem;
import dev.dml.s3.S3Store;
import dev.dml.store.Content;
import dev.dml.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Looks whether the bucket is there and may be used as a run uses it. */
final class BucketExamination implements AutoCloseable {

  private static final List<String> PLACES =
      List.of("data/doctor", "detached/doctor", "partitions/doctor", TrialFit.RUN + "doctor");
  private static final Content CONTENT =
      Content.of("Written by dml doctor; it may be deleted.\n".getBytes(StandardCharsets.UTF_8));

  private final Optional<Bucket> bucket;
  private final Optional<String> wanted;
  private final Optional<String> ofFunction;
  private final Steps steps;

  /**
   * An examination, which sends nothing yet.
   *
   * @param region what the spec says
   * @param wanted the bucket that this program would use
   * @param ofFunction the bucket that the function uses, if that is known
   * @param steps where the checks go
   */
  BucketExamination(
      Optional<String> region, Optional<String> wanted, Optional<String> ofFunction, Steps steps) {
    this.bucket = wanted.map(name -> Bucket.open(name, region));
    this.wanted = wanted;
    this.ofFunction = ofFunction;
    this.steps = steps;
  }

  void look() {
    steps.take("bucket name", List.of(), this::name);
    steps.take("bucket", List.of("credentials", "bucket name"), this::there);
    steps.take("list", List.of("bucket"), () -> tried("list", "s3:ListBucket", this::list));
    steps.take("write", List.of("bucket"), () -> tried("write", "s3:PutObject", this::write));
    steps.take("read", List.of("write"), () -> tried("read", "s3:GetObject", this::read));
  }

  /** The bucket, if its name is known. */
  Optional<S3Store> store() {
    return bucket.map(Bucket::store);
  }

  private S3Store open() {
    return store().orElseThrow();
  }

  private Check name() {
    String subject = "bucket name";
    if (wanted.isEmpty()) {
      return Check.fail(
          subject,
          "none",
          ofFunction
              .map(
                  name ->
                      "set backend.bucket or DML_BUCKET to " + name + ", which the function uses")
              .orElse(Deployment.missing("bucket", "DML_BUCKET")));
    }
    return ofFunction.isEmpty() || ofFunction.equals(wanted)
        ? Check.ok(subject, wanted.get())
        : Check.fail(
            subject,
            wanted.get(),
            "the function uses " + ofFunction.get() + "; set backend.bucket or DML_BUCKET to that");
  }

  private Check there() {
    try {
      Optional<String> region = open().locate();
      return Check.ok("bucket", region.map(name -> "is in " + name).orElse("is there"));
    } catch (StoreException e) {
      return Check.fail("bucket", "cannot be used", e.getMessage());
    }
  }

  private static Check tried(String subject, String permission, Supplier<String> call) {
    try {
      return Check.ok(subject, call.get() + " (" + permission + ")");
    } catch (StoreException e) {
      return Check.fail(subject, "refused (" + permission + ")", e.getMessage());
    }
  }

  private String list() {
    return open().names(TrialFit.RUN).size() + " objects in " + TrialFit.RUN;
  }

  private String write() {
    // What is there already is refused only after the permission was found.
    PLACES.forEach(name -> open().create(name, CONTENT));
    return String.join(", ", PLACES);
  }

  private String read() {
    for (String name : PLACES) {
      try (InputStream in = open().open(name).orElseThrow(() -> vanished(name))) {
        in.readAllBytes();
      } catch (IOException e) {
        throw new StoreException(
            open().location(name) + " cannot be read: " + FileProblem.of(e), e);
      }
    }
    return "the same";
  }

  private StoreException vanished(String name) {
    return new StoreException(
        open().location(name) + " was written, but is not there; look who deletes it");
  }

  @Override
  public void close() {
    bucket.ifPresent(Bucket::close);
  }
}
