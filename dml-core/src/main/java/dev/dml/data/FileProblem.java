package dev.dml.data;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Says in plain words why a file could not be read. */
public final class FileProblem {

  private FileProblem() {}

  /** Completes "FILE cannot be read: ...". */
  public static String of(IOException e) {
    return switch (e) {
      case AccessDeniedException _ -> "permission denied";
      case NoSuchFileException _ -> "there is no such file";
      case FileSystemException failed when failed.getReason() != null -> failed.getReason();
      default -> e.getMessage() == null ? "the system gives no reason" : e.getMessage();
    };
  }
}
