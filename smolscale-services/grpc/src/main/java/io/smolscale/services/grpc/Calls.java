package io.smolscale.services.grpc;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.smolscale.services.grpc.generated.Line;
import io.smolscale.services.grpc.generated.Order;
import io.smolscale.services.grpc.generated.OrderRequest;
import io.smolscale.services.grpc.generated.OrdersGrpc;
import io.smolscale.services.grpc.generated.OrdersGrpc.OrdersStub;
import java.util.List;
import java.util.stream.IntStream;

/// Calls over some connections in turn. One event loop serves all of them, and hears all answers.
final class Calls {
  private final List<OrdersStub> stubs;
  private final boolean stream;
  private int next;

  Calls(int port, int connections, boolean stream) {
    this.stream = stream;
    EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    stubs =
        IntStream.range(0, connections)
            .mapToObj(_ -> OrdersGrpc.newStub(channel(port, loop)))
            .toList();
  }

  private static ManagedChannel channel(int port, EventLoopGroup loop) {
    return NettyChannelBuilder.forAddress("127.0.0.1", port)
        .usePlaintext()
        .eventLoopGroup(loop)
        .channelType(NioSocketChannel.class)
        .directExecutor()
        .build();
  }

  /// Hears what becomes of a call, on the event loop.
  interface Listener {
    /// The whole answer has come, and is right.
    void answered();

    /// The answer is wrong, or none will come.
    void failed(String why);
  }

  /// Sends a request, and returns at once.
  void send(long number, Listener listener) {
    OrderRequest request = OrderRequest.newBuilder().setNumber(number).build();
    OrdersStub stub = stubs.get(next);
    next = (next + 1) % stubs.size();
    if (stream) {
      stub.lines(request, new Lines(number, listener));
    } else {
      stub.find(request, new Orders(number, listener));
    }
  }

  /// The answer to a unary call.
  private static final class Orders extends Answer<Order> {
    Orders(long number, Listener listener) {
      super(1, number, listener);
    }

    @Override
    boolean isRight(Order order, long number) {
      return order.getNumber() == number && order.getLinesCount() == OrderService.LINES;
    }
  }

  /// The answer to a call with a stream.
  private static final class Lines extends Answer<Line> {
    Lines(long number, Listener listener) {
      super(OrderService.LINES, number, listener);
    }

    @Override
    boolean isRight(Line line, long number) {
      return line.getNumber() == number;
    }
  }

  /// An answer of so many messages.
  private abstract static class Answer<T> implements StreamObserver<T> {
    private final int messages;
    private final long number;
    private final Listener listener;
    private int right;

    Answer(int messages, long number, Listener listener) {
      this.messages = messages;
      this.number = number;
      this.listener = listener;
    }

    abstract boolean isRight(T message, long number);

    @Override
    public void onNext(T message) {
      if (isRight(message, number)) {
        right++;
      }
    }

    @Override
    public void onError(Throwable e) {
      listener.failed(e.toString());
    }

    @Override
    public void onCompleted() {
      if (right == messages) {
        listener.answered();
      } else {
        listener.failed("%d of %d messages were right".formatted(right, messages));
      }
    }
  }
}
