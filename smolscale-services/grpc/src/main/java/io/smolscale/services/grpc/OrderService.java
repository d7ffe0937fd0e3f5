package io.smolscale.services.grpc;

import io.grpc.stub.StreamObserver;
import io.smolscale.services.grpc.generated.Line;
import io.smolscale.services.grpc.generated.Order;
import io.smolscale.services.grpc.generated.OrderRequest;
import io.smolscale.services.grpc.generated.OrdersGrpc.OrdersImplBase;
import java.util.List;

/// Answers with an order, or with a stream of its lines.
final class OrderService extends OrdersImplBase {
  /// The number of lines of each order.
  static final int LINES = 5;

  private static final List<String> ARTICLES = List.of("tea", "milk", "sugar", "lemon", "rum");

  @Override
  public void find(OrderRequest request, StreamObserver<Order> answer) {
    Order.Builder order = Order.newBuilder().setNumber(request.getNumber());
    for (int i = 0; i < LINES; i++) {
      order.addLines(line(request.getNumber(), i));
    }
    answer.onNext(order.build());
    answer.onCompleted();
  }

  @Override
  public void lines(OrderRequest request, StreamObserver<Line> answer) {
    for (int i = 0; i < LINES; i++) {
      answer.onNext(line(request.getNumber(), i));
    }
    answer.onCompleted();
  }

  private static Line line(long number, int index) {
    return Line.newBuilder()
        .setNumber(number)
        .setArticle(ARTICLES.get(index))
        .setPieces(1 + (number + index) % 3)
        .setCents(99 + 100L * index)
        .build();
  }
}
