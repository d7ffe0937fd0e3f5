package io.smolscale.services.spring.jdbc;

import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The articles in the database.
@Service
public class Warehouse {
  private static final int QUERIES = 10;

  private final JdbcClient database;

  /// Spring calls it.
  public Warehouse(JdbcClient database) {
    this.database = database;
  }

  /// The stock of some articles.
  ///
  /// @param number the number that was asked for
  /// @param articles those that follow it
  public record Stock(long number, List<Article> articles) {
    /// Keeps a copy.
    public Stock {
      articles = List.copyOf(articles);
    }
  }

  /// A row of the table.
  ///
  /// @param id its key
  /// @param name what it is called
  /// @param pieces how many there are
  public record Article(long id, String name, int pieces) {}

  /// Asks for ten articles, one after the other, in one transaction.
  @Transactional(readOnly = true)
  public Stock stock(long number) {
    List<Article> articles = new ArrayList<>();
    for (int i = 0; i < QUERIES; i++) {
      articles.add(
          database
              .sql("select id, name, pieces from article where id = ?")
              .param(Math.floorMod(number + i, Database.ARTICLES))
              .query(Article.class)
              .single());
    }
    return new Stock(number, articles);
  }
}
