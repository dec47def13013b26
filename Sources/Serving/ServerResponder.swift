import Access
import BlobStore
package import Endpoints
import HTTPTypes
package import Hummingbird
import NIOCore

/// Hummingbird's side of a ``Front``: its requests to ours, our answers to its.
package struct ServerResponder: HTTPResponder {
  package typealias Context = ConnectionContext

  private let front: Front
  private let limits: ServerLimits
  private let proxy: TrustedProxy?
  private let isEncrypted: Bool

  /// - Parameters:
  ///   - proxy: nil if no proxy lets people in.
  ///   - isEncrypted: true if connections are, to here.
  package init(_ front: Front, _ limits: ServerLimits, proxy: TrustedProxy? = nil, isEncrypted: Bool = false) {
    self.front = front
    self.limits = limits
    self.proxy = proxy
    self.isEncrypted = isEncrypted
  }

  package func respond(to request: Request, context: ConnectionContext) async throws -> Response {
    var headers: [String: String] = [:]
    for field in request.headers {
      // Lists are joined, as RFC 9110, section 5.3 has it.
      headers[field.name.canonicalName] =
        headers[field.name.canonicalName].map { "\($0), \(field.value)" } ?? field.value
    }
    // The first one is not among them. Who sends two may mean one to a proxy, and the other to us.
    headers["host"] = headers["host"].map { "\(request.head.authority ?? ""), \($0)" } ?? request.head.authority
    headers[RequestHeader.scheme] = isEncrypted ? "https" : nil
    let user = proxy?.user(of: &headers, from: context.channel.remoteAddress?.ipAddress)
    headers[RequestHeader.user] = user
    let waits = headers["expect"]?.lowercased() == "100-continue"
    let channel = context.channel
    let isEmpty = headers["transfer-encoding"] == nil && Int64(headers["content-length"] ?? "0") == 0
    let body = BodyReader(request.body, isEmpty: isEmpty) {
      guard waits else { return }
      try? await channel.triggerUserOutboundEvent(RequestDeadlines.BodyWanted()).get()
    }
    let method = HTTPMethod(rawValue: request.method.rawValue)
    let answer = await front.respond(
      method, request.uri.path, query: request.uri.query ?? "", headers: headers,
      body: ByteStream(announcing: request.headers[.contentLength].flatMap { Int64($0) }) { { try await body.next() } })
    return Response(
      PackedAnswer.of(answer, method, accepting: headers["accept-encoding"]), isHead: method == .head, after: body,
      limits)
  }
}

extension Response {
  /// - Parameter body: of the request. What the handler left of it is read after the answer was sent: a connection that is closed with
  ///   unread bytes is reset, and its client never sees the answer.
  fileprivate init(_ answer: ServerResponse, isHead: Bool, after request: BodyReader, _ limits: ServerLimits) {
    var headers = HTTPFields()
    for (name, value) in answer.headers {
      if let name = HTTPField.Name(name) { headers.append(HTTPField(name: name, value: value)) }
    }
    let body: ByteStream
    let size: Int64?
    switch answer.body {
    case .bytes(let bytes): (body, size) = (ByteStream(bytes), Int64(bytes.count))
    case .stream(let bytes): (body, size) = (bytes, bytes.announcedSizeInBytes)
    }
    size.map { headers[.contentLength] = "\($0)" }
    if request.isFinished, answer.delivery == nil, case .bytes(let bytes) = answer.body {
      // One write instead of three.
      self.init(
        status: HTTPResponse.Status(code: answer.status), headers: headers,
        body: isHead ? ResponseBody() : ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
      return
    }
    self.init(
      status: HTTPResponse.Status(code: answer.status), headers: headers,
      body: ResponseBody(contentLength: size.map { Int($0) }) { writer in
        if !isHead { for try await piece in body { try await writer.write(ByteBuffer(bytes: piece)) } }
        try await writer.finish(nil)
        answer.delivery?.succeed()
        guard await request.drain(atMost: limits.bytesReadAfterRefusal) else {
          throw RequestError.tooLarge(limits.bytesReadAfterRefusal)
        }
      })
  }
}
