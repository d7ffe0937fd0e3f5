package io.smolscale.services.helidon;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// The file of the log, in the folder for temporary files; `-Djava.io.tmpdir=DIR` puts it on
/// another disk.
final class LogFile implements AutoCloseable {
  private final Path path;
  private final FileChannel channel;
  private long records;

  LogFile() throws IOException {
    path = Files.createTempFile("pipeline-", ".log");
    channel = FileChannel.open(path, StandardOpenOption.APPEND);
  }

  /// Appends a batch, and returns when the disk has it.
  ///
  /// @return the offset of the first record of it
  long append(List<ByteBuffer> batch) throws IOException {
    ByteBuffer[] buffers = batch.toArray(ByteBuffer[]::new);
    while (buffers[buffers.length - 1].hasRemaining()) {
      channel.write(buffers);
    }
    channel.force(false);
    long first = records;
    records += batch.size();
    return first;
  }

  /// Deletes the file.
  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(path);
  }
}
