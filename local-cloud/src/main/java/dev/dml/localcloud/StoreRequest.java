package dev.dml.localcloud;

import java.util.Locale;

/**
 * A request to the S3 server.
 *
 * @param caller who sent it
 * @param operation what it asked for
 * @param path bucket and object as they were sent, without a query
 * @param refused whether it was refused with 503 on purpose
 */
public record StoreRequest(Caller caller, Operation operation, String path, boolean refused) {

  /** Who sends requests to the S3 server. */
  public enum Caller {
    /** A program outside the cloud. */
    CLIENT,
    /** An environment of the function. */
    FUNCTION
  }

  /** What Amazon S3 is asked for; PUT and LIST have one price, GET and HEAD another. */
  public enum Operation {
    GET,
    HEAD,
    PUT,
    LIST,
    OTHER
  }

  static StoreRequest of(Caller caller, String method, String target, boolean refused) {
    int query = target.indexOf('?');
    String path = query < 0 ? target : target.substring(0, query);
    return new StoreRequest(caller, operation(method, path), path, refused);
  }

  /** A path of one part names a bucket; to get that is to list it. */
  private static Operation operation(String method, String path) {
    boolean bucket = path.replaceFirst("/$", "").lastIndexOf('/') == 0;
    return switch (method.toUpperCase(Locale.ROOT)) {
      case "GET" -> bucket ? Operation.LIST : Operation.GET;
      case "HEAD" -> Operation.HEAD;
      case "PUT" -> Operation.PUT;
      default -> Operation.OTHER;
    };
  }
}
