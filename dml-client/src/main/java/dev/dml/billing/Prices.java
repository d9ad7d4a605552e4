package dev.dml.billing;

import dev.dml.aws.FunctionSettings;
import dev.dml.data.FileProblem;
import dev.dml.data.InvalidInput;
import dev.dml.usage.CloudUsage.StoreRequests;
import dev.dml.usage.ContainerSize;
import dev.dml.usage.GigabyteSeconds;
import dev.dml.usage.Usd;
import dev.dml.wire.spec.PriceTable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/**
 * What AWS charges in one region for one kind of processor.
 *
 * @param region the region
 * @param pricedAs the region whose prices these are: the same, or another where they are not known
 * @param architecture {@code arm64} or {@code x86_64}
 * @param date when they were looked up
 * @param gigabyteSecond a GB-second of AWS Lambda, or of a container with its share of processors
 * @param request an invocation; a job costs nothing of its own
 * @param storeWrite a request to Amazon S3 that writes or lists
 * @param storeRead a request to Amazon S3 that reads
 * @param storedGigabyteMonth a GB in Amazon S3 for a month
 * @param containers what AWS Fargate charges, if that is known
 */
public record Prices(
    String region,
    String pricedAs,
    String architecture,
    LocalDate date,
    Usd gigabyteSecond,
    Usd request,
    Usd storeWrite,
    Usd storeRead,
    Usd storedGigabyteMonth,
    Optional<PriceTable.Containers> containers) {

  private static final String VARIABLE = "DML_PRICES";
  private static final String ARM = "arm64";
  private static final String ELSEWHERE = "us-east-1";
  private static final int THOUSAND = 3;
  private static final int MILLION = 6;
  private static final int SECONDS_PER_HOUR = 3600;

  /**
   * The prices of a region, or those of us-east-1 with a warning if the table does not have it.
   *
   * @param file a price table in place of the one that comes with the program
   * @param environment the variables of the process; {@code DML_PRICES} names a file if {@code
   *     file} is empty
   * @param host what is paid for
   * @throws InvalidInput if the file cannot be read
   */
  public static Prices of(
      Optional<Path> file, Map<String, String> environment, String region, FunctionSettings host) {
    Prices function = of(file, environment, region, host.architecture());
    return host.vcpu().isPresent()
        ? function
            .ofContainers(new ContainerSize(host.threads(), host.memoryMegabytes()))
            .orElseThrow(
                () ->
                    new InvalidInput(
                        Table.of(file, environment).source
                            + ": has no prices of AWS Fargate (fargate) for "
                            + function.pricedAs))
        : function;
  }

  /** The same for functions. */
  public static Prices of(
      Optional<Path> file, Map<String, String> environment, String region, String architecture) {
    Table table = Table.of(file, environment);
    String known = table.prices.regions().containsKey(region) ? region : ELSEWHERE;
    PriceTable.Region prices = table.prices.regions().get(known);
    if (prices == null) {
      throw new InvalidInput(
          table.source + ": has prices neither for " + region + " nor for " + ELSEWHERE);
    }
    return new Prices(
        region,
        known,
        architecture,
        table.prices.date(),
        architecture.equals(ARM) ? prices.arm() : prices.x86(),
        prices.millionRequests().perPowerOfTen(MILLION),
        prices.thousandWrites().perPowerOfTen(THOUSAND),
        prices.thousandReads().perPowerOfTen(THOUSAND),
        prices.storedGigabyteMonth(),
        prices.containers());
  }

  /**
   * The prices of containers of a size, of which every second is paid for by processors and memory.
   *
   * @return empty if they are not known
   */
  public Optional<Prices> ofContainers(ContainerSize size) {
    return containers
        .map(both -> architecture.equals(ARM) ? both.arm() : both.x86())
        .map(hour -> withGigabyteSecond(perGigabyteSecond(hour, size)));
  }

  private static Usd perGigabyteSecond(PriceTable.Hour hour, ContainerSize size) {
    BigDecimal gigabytes =
        BigDecimal.valueOf(size.memoryMegabytes()).divide(BigDecimal.valueOf(1024));
    BigDecimal all =
        hour.vcpu().times(size.vcpu()).amount().add(hour.gigabyte().amount().multiply(gigabytes));
    BigDecimal hours = gigabytes.multiply(BigDecimal.valueOf(SECONDS_PER_HOUR));
    return new Usd(all.divide(hours, MathContext.DECIMAL128));
  }

  private Prices withGigabyteSecond(Usd each) {
    return new Prices(
        region,
        pricedAs,
        architecture,
        date,
        each,
        Usd.ZERO,
        storeWrite,
        storeRead,
        storedGigabyteMonth,
        containers);
  }

  /** A price table with what it is called in messages. */
  private record Table(PriceTable prices, String source) {

    static Table of(Optional<Path> file, Map<String, String> environment) {
      Optional<Path> chosen =
          file.or(() -> Optional.ofNullable(environment.get(VARIABLE)).map(Path::of));
      return new Table(
          chosen.map(Prices::read).orElseGet(() -> PriceTable.read("prices.yaml", shipped())),
          chosen.map(Path::toString).orElse("prices.yaml"));
    }
  }

  /** What is doubtful about them, in a sentence; mostly nothing. */
  public Optional<String> warning() {
    return pricedAs.equals(region)
        ? Optional.empty()
        : Optional.of(
            "the prices of "
                + region
                + " are not known here, so those of "
                + pricedAs
                + " are used; backend.prices or "
                + VARIABLE
                + " names a file with others");
  }

  private static PriceTable read(Path file) {
    return PriceTable.read(file.toString(), text(file));
  }

  /**
   * What a price table says.
   *
   * @throws InvalidInput if it cannot be read
   */
  public static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new InvalidInput("the prices " + file + " cannot be read: " + FileProblem.of(e));
    }
  }

  private static String shipped() {
    try (InputStream in = Prices.class.getResourceAsStream("prices.yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What computing costs. */
  public Usd compute(GigabyteSeconds used) {
    return gigabyteSecond.times(used);
  }

  /** What requests to Amazon S3 cost. */
  public Usd storeRequests(StoreRequests requests) {
    return storeRead.times(requests.reads()).plus(storeWrite.times(requests.writes()));
  }

  /** What it costs to keep so many bytes for a month. */
  public Usd storage(long bytes) {
    return new Usd(
        storedGigabyteMonth
            .amount()
            .multiply(BigDecimal.valueOf(bytes).divide(BigDecimal.valueOf(1 << 30))));
  }
}
