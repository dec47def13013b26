import Foundation
import TestSupport
import Testing

/// Every page that a role can reach, and every address that an admin sees, asked for by every role: no byte names what the role may not see.
struct LeakCrawlTests {
  /// Words that are in the hidden registry alone.
  private static let hidden = [
    "Zephyr_Vault", "quokka-net", "marmot", "wombat", "numbat_score", "dingo.bin", "bilby-run", "echidna notes",
  ]

  private static func web() async throws -> WebSandbox {
    try await WebSandbox { sandbox in
      func run(_ line: String) throws {
        let words = line.split(separator: " ").map { $0.replacing("_SPACE_", with: " ") }
        try sandbox.registry(words.map(String.init), in: "models").requireSuccess()
      }
      try sandbox.write("hidden weights", to: "dingo.bin")
      try sandbox.write("open weights", to: "open.bin")
      try run("create Zephyr_Vault --visibility restricted")
      try run("create Open --visibility public")
      try run("model create Zephyr_Vault/quokka-net --description echidna_SPACE_notes --tag wombat=1")
      try run("model create Open/open --tag task=text")
      try run("version create Open/open 1.0.0 --metric auc=0.5 --artifact \(sandbox.path("open.bin"))")
      let file = sandbox.path("dingo.bin")
      try run(
        "version create Zephyr_Vault/quokka-net 1.0.0 --metric numbat_score=0.9 --artifact \(file) --lineage Open/open@1.0.0"
      )
      try run(
        "version create Zephyr_Vault/quokka-net 1.1.0 --metric numbat_score=0.8 --artifact \(sandbox.path("open.bin"))")
      try run("alias set Zephyr_Vault/quokka-net@1.0.0 marmot")
      try run("candidate create Zephyr_Vault/quokka-net --id bilby-run --metric numbat_score=0.7")
      try run("version create Open/open 1.1.0 --metric auc=0.6 --lineage Zephyr_Vault/quokka-net@1.0.0")
      try sandbox.write("# echidna notes", to: "models/registries/Zephyr_Vault/quokka-net/README.md")
      try sandbox.write("[open](https://a.org)", to: "models/registries/Open/open/README.md")
      try sandbox.git("add", ".", in: "models")
      try sandbox.git("commit", "--quiet", "--message", "echidna notes", in: "models")
    }
  }

  /// Addresses of pages that a page links to, in their order.
  private static func links(_ body: String) -> [String] {
    body.matches(of: /(?:href|src)="(\/[^"#]*)/).map {
      String($0.output.1).replacing("&amp;", with: "&").replacing("&#39;", with: "'")
    }
  }

  private static let addressesAtMost = 1_500

  /// All that can be reached from the first page, each address once; those of a past moment not, which are all others again.
  private static func crawl(_ web: WebSandbox, as member: String?) async throws -> [String: WebSandbox.Answer] {
    var answers: [String: WebSandbox.Answer] = [:]
    var queue = ["/"]
    var seen: Set = ["/"]
    while !queue.isEmpty, answers.count < addressesAtMost {
      let address = queue.removeFirst()
      let answer = try await web.get(address, as: member)
      answers[address] = answer
      // History tells of a version that was retired.
      let isGone = address.hasSuffix("sentiment@0.1.0")
      #expect(answer.status < 400 || isGone, "\(address) by \(member ?? "nobody"): \(answer.status)")
      let next = links(answer.body) + [answer.headers["Location"]].compactMap { $0 }
      for link in next where !link.contains("at=") && seen.insert(link).inserted { queue.append(link) }
    }
    return answers
  }

  /// What stands in an answer and its headers, without what was asked for itself.
  private static func leaks(_ answer: WebSandbox.Answer, at address: String) -> [String] {
    let asked = address.removingPercentEncoding ?? address
    let text = answer.body + answer.headers.map { "\($0.key): \($0.value)" }.joined(separator: "\n")
    return hidden.filter { text.contains($0) && !(answer.status == 200 && asked.contains($0)) }
  }

  @Test func noRoleIsToldOfWhatItMayNotSee() async throws {
    let web = try await Self.web()
    let all = try await Self.crawl(web, as: "ada")
    let text = all.values.map(\.body).joined()
    for word in Self.hidden { #expect(text.contains(word), "an admin sees \(word)") }
    #expect(all.count > 100)
    for member in ["bob", "margaret", "grace", nil] {
      let own = try await Self.crawl(web, as: member)
      for (address, answer) in own {
        #expect(Self.leaks(answer, at: address) == [], "\(address) by \(member ?? "nobody")")
      }
      for address in all.keys.sorted() {
        let answer = try await web.get(address, as: member)
        #expect(Self.leaks(answer, at: address) == [], "\(address) by \(member ?? "nobody")")
        guard address.contains("Zephyr_Vault") else { continue }
        // As what never was, to the byte.
        let absent = try await web.get(address.replacing("Zephyr_Vault", with: "Nowhere_Ever"), as: member)
        if address.contains("q=") { continue }
        #expect(Self.text(answer) == Self.text(absent), "\(address) by \(member ?? "nobody")")
        #expect(answer.status == 404 || answer.status == 401, "\(address) by \(member ?? "nobody")")
      }
    }
  }

  /// JSON and feeds are other ways to the same.
  @Test func noOtherFormTellsMore() async throws {
    let web = try await Self.web()
    for address in ["/", "/-/history", "/-/search?q=quokka", "/Open/open@1.1.0/-/lineage", "/Open/open", "/-/members"] {
      let sign = address.contains("?") ? "&" : "?"
      for format in ["json", "atom"] {
        let answer = try await web.get("\(address)\(sign)format=\(format)", as: "bob")
        let told = Self.hidden.filter {
          answer.body.contains($0) && !address.contains("lineage") && !address.contains("quokka")
        }
        #expect(told == [], "\(address) as \(format)")
      }
    }
  }

  private static func text(_ answer: WebSandbox.Answer) -> String {
    var headers = answer.headers
    headers["Server-Timing"] = nil
    return "\(answer.status)\n"
      + headers.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: "\n")
      + "\n" + answer.body
  }
}
