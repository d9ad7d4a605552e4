package dev.dml.usage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The processors and the memory of a container of AWS Fargate, which offers some of both together.
 *
 * <p>AWS, AWS Batch User Guide, "Job definition parameters", resourceRequirements: the memory sizes
 * that each number of processors has.
 *
 * @param vcpu the number of processors
 * @param memoryMegabytes in MB of 1,048,576 bytes
 */
public record ContainerSize(int vcpu, int memoryMegabytes) {

  private static final List<Range> RANGES =
      List.of(
          new Range(1, 2, 8, 1),
          new Range(2, 4, 16, 1),
          new Range(4, 8, 30, 1),
          new Range(8, 16, 60, 4),
          new Range(16, 32, 120, 8));

  /** All that there are with whole processors, from the smallest on. */
  public static List<ContainerSize> all() {
    List<ContainerSize> sizes = new ArrayList<>();
    RANGES.forEach(range -> sizes.addAll(range.sizes()));
    return sizes;
  }

  /** The numbers of processors that there are. */
  public static List<Integer> processors() {
    return RANGES.stream().map(Range::vcpu).toList();
  }

  /**
   * The smallest with at least so much memory.
   *
   * @param megabytes the memory that is needed
   * @param vcpu how many processors it must have; any number if left out
   * @return empty if there is none
   */
  public static Optional<ContainerSize> with(long megabytes, OptionalInt vcpu) {
    return all().stream()
        .filter(size -> size.memoryMegabytes >= megabytes)
        .filter(size -> vcpu.isEmpty() || vcpu.getAsInt() == size.vcpu)
        .findFirst();
  }

  private record Range(int vcpu, int leastGigabytes, int mostGigabytes, int step) {

    List<ContainerSize> sizes() {
      List<ContainerSize> sizes = new ArrayList<>();
      for (int gigabytes = leastGigabytes; gigabytes <= mostGigabytes; gigabytes += step) {
        sizes.add(new ContainerSize(vcpu, gigabytes * 1024));
      }
      return sizes;
    }
  }
}
