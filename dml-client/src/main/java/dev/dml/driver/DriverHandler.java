package dev.dml.driver;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.dml.aws.deployment.Deployment;
import dev.dml.data.InvalidInput;
import dev.dml.detached.DetachedRun;
import dev.dml.detached.Pace;
import dev.dml.wire.detached.Beat;
import dev.dml.wire.detached.Call;
import dev.dml.wire.detached.Order;
import dev.dml.wire.progress.RunStatus;
import dev.dml.wire.spec.BackendSpec;
import dev.dml.wire.spec.SpecFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where AWS Lambda enters to have a run driven: a request names it, and no answer is waited for.
 *
 * <p>Before its time is over, it calls itself for the rest. AWS calls it twice more if it fails;
 * then, as with every call, it looks first whether another driver lives.
 */
public final class DriverHandler implements RequestStreamHandler {

  private static final int MOST_BYTES = 10_000;

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    Slice slice = new Slice(context::getRemainingTimeInMillis);
    Optional<Call> call = read(input.readNBytes(MOST_BYTES), context);
    if (call.isPresent()) {
      handle(call.get().run(), slice, context);
    }
  }

  /** What is no call will be none when AWS calls again: it is said in the log, and that is all. */
  private static Optional<Call> read(byte[] request, Context context) {
    try {
      return Optional.of(Call.read(request));
    } catch (InvalidInput e) {
      context.getLogger().log("this call of a driver is none: " + e.getMessage() + "\n");
      return Optional.empty();
    }
  }

  private static void handle(String name, Slice slice, Context context) throws IOException {
    BackendSpec.Lambda here =
        (BackendSpec.Lambda) BackendSpec.of(SpecFile.ofOverrides(List.of("backend.type=lambda")));
    try (Deployment deployment = Deployment.open(here, System.getenv())) {
      deployment.function(); // from now on the bucket must be of this account
      DetachedRun run = new DetachedRun(deployment.run(name).store(), name);
      Pace pace = Pace.of(System.getenv());
      Optional<Lease> lease = Lease.take(run, context.getAwsRequestId(), pace);
      if (lease.isPresent() && !drive(lease.get(), slice, pace, context.getMemoryLimitInMB())) {
        // If this fails, AWS calls again.
        deployment.call(context.getFunctionName(), name);
      }
    }
  }

  private static boolean drive(Lease lease, Slice slice, Pace pace, int memoryMegabytes)
      throws IOException {
    DetachedRun run = lease.run();
    Order order = run.order();
    Path directory = Files.createTempDirectory("driver");
    Journal journal = Journal.of(directory, run.beats());
    RunStatus status = run.standing().last().map(Beat::status).orElseGet(() -> run.begun(order));
    try (Heart heart = new Heart(lease, status, pace, journal)) {
      heart.start();
      boolean ended =
          new Driver(run, slice, heart, journal, directory, memoryMegabytes).drive(order);
      heart.stop();
      return ended || heart.isLost();
    }
  }
}
