package io.smolscale.services.spring.jdbc;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// Answers with what the [Warehouse] says.
@SpringBootApplication
@RestController
public class JdbcApplication {
  private final Warehouse warehouse;

  /// Spring calls it.
  public JdbcApplication(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  /// Answers with the stock of ten articles.
  @GetMapping("/orders/{number}")
  public Warehouse.Stock stock(@PathVariable("number") long number) {
    return warehouse.stock(number);
  }
}
