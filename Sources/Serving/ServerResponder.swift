import BlobStore
package import Endpoints
import HTTPTypes
package import Hummingbird
import NIOCore

/// Hummingbird's side of a ``Dispatcher``: its requests to ours, our answers to its.
package struct ServerResponder: HTTPResponder {
  package typealias Context = BasicRequestContext

  private let dispatcher: Dispatcher

  package init(_ dispatcher: Dispatcher) { self.dispatcher = dispatcher }

  package func respond(to request: Request, context: BasicRequestContext) async throws -> Response {
    var headers: [String: String] = [:]
    for field in request.headers {
      // Lists are joined, as RFC 9110, section 5.3 has it.
      headers[field.name.canonicalName] =
        headers[field.name.canonicalName].map { "\($0), \(field.value)" } ?? field.value
    }
    headers["host"] = request.head.authority
    let answer = await dispatcher.respond(
      HTTPMethod(rawValue: request.method.rawValue), request.uri.path, query: request.uri.query ?? "", headers: headers,
      body: ByteStream(request))
    return Response(answer, isHead: request.method == .head)
  }
}

extension ByteStream {
  fileprivate init(_ request: Request) {
    let body = request.body
    self.init(announcing: request.headers[.contentLength].flatMap { Int64($0) }) {
      var iterator = body.makeAsyncIterator()
      return {
        let next: ByteBuffer?
        do { next = try await iterator.next() } catch { throw RequestError.malformed("the body cannot be read") }
        guard let buffer = next else { return nil }
        return Array(buffer.readableBytesView)
      }
    }
  }
}

extension Response {
  fileprivate init(_ answer: ServerResponse, isHead: Bool) {
    var headers = HTTPFields()
    for (name, value) in answer.headers {
      if let name = HTTPField.Name(name) { headers.append(HTTPField(name: name, value: value)) }
    }
    let body: ResponseBody
    switch answer.body {
    case .bytes(let bytes):
      headers[.contentLength] = "\(bytes.count)"
      if let delivery = answer.delivery {
        body = ResponseBody(contentLength: bytes.count) { writer in
          try await writer.write(ByteBuffer(bytes: bytes))
          try await writer.finish(nil)
          delivery.succeed()
        }
      } else {
        body = isHead ? ResponseBody() : ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
      }
    case .stream(let bytes):
      bytes.announcedSizeInBytes.map { headers[.contentLength] = "\($0)" }
      body =
        isHead
        ? ResponseBody()
        : ResponseBody(contentLength: bytes.announcedSizeInBytes.map { Int($0) }) { writer in
          for try await piece in bytes { try await writer.write(ByteBuffer(bytes: piece)) }
          try await writer.finish(nil)
        }
    }
    self.init(status: HTTPResponse.Status(code: answer.status), headers: headers, body: body)
  }
}
