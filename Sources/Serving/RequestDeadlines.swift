import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Closes a connection whose request comes too slowly, and says `100 Continue` when a body is asked for.
///
/// An idle time does not help against who sends a byte a second: each one starts it anew.
///
/// Source: RFC 9110, section 10.1.1, for `Expect`.
final class RequestDeadlines: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  /// What a responder sends down the channel before it reads a body that its client waits with.
  struct BodyWanted: Sendable {}

  private let limits: ServerLimits
  private var timer: Scheduled<Void>?
  private var bytesInTime = 0
  /// True from a request's head to the end of its body.
  private var isReading = false
  /// True once a `100 Continue` would be too late.
  private var hasAnswered = false

  init(_ limits: ServerLimits) { self.limits = limits }

  func handlerAdded(context: ChannelHandlerContext) { if context.channel.isActive { waitForHead(context) } }

  func handlerRemoved(context: ChannelHandlerContext) { timer?.cancel() }

  func channelActive(context: ChannelHandlerContext) {
    waitForHead(context)
    context.fireChannelActive()
  }

  func channelInactive(context: ChannelHandlerContext) {
    timer?.cancel()
    context.fireChannelInactive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head:
      (isReading, hasAnswered, bytesInTime) = (true, false, 0)
      waitForBody(context)
    case .body(let buffer): bytesInTime += buffer.readableBytes
    case .end:
      isReading = false
      timer?.cancel()
    }
    context.fireChannelRead(data)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    hasAnswered = true
    if case .end = unwrapOutboundIn(data), !isReading { close(context, after: limits.secondsBetweenRequests) }
    context.write(data, promise: promise)
  }

  func triggerUserOutboundEvent(context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?) {
    guard event is BodyWanted else {
      context.triggerUserOutboundEvent(event, promise: promise)
      return
    }
    guard !hasAnswered else {
      promise?.succeed(())
      return
    }
    context.writeAndFlush(wrapOutboundOut(.head(HTTPResponse(status: .continue))), promise: promise)
  }

  private func waitForHead(_ context: ChannelHandlerContext) { close(context, after: limits.secondsForHead) }

  private func close(_ context: ChannelHandlerContext, after seconds: Int64) {
    timer?.cancel()
    let channel = context.channel
    timer = context.eventLoop.scheduleTask(in: .seconds(seconds)) { channel.close(promise: nil) }
  }

  private func waitForBody(_ context: ChannelHandlerContext) {
    timer?.cancel()
    bytesInTime = 0
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    timer = context.eventLoop.scheduleTask(in: .seconds(limits.secondsForBody)) {
      let (handler, context) = bound.value
      guard handler.isReading else { return }
      guard handler.bytesInTime >= handler.limits.leastBytesOfBody else { return context.close(promise: nil) }
      handler.waitForBody(context)
    }
  }
}
