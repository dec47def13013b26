import Foundation
import TestSupport
import Testing

@testable import Web

/// Model cards: Markdown as GitHub reads it, without anything that a card's writer could do to who reads it.
struct CardTests {
  /// `Lab/m0` and so on: models with one of the cards each, and the same version with some files.
  private static let web = Task {
    try await WebSandbox { sandbox in
      try sandbox.registry("create", "Lab", "--visibility", "organization", in: "models")
      try sandbox.registry("model", "create", "Lab/m", in: "models")
      try sandbox.write("dots", to: "plot.png")
      try sandbox.write("<svg onload=trap()>", to: "plot.svg")
      try sandbox.registry(
        "version", "create", "Lab/m", "1.0.0", "--artifact", sandbox.path("plot.png"), "--artifact",
        sandbox.path("plot.svg"), in: "models")
      for (index, card) in (cards.map(\.markdown) + texts.map(\.text)).enumerated() {
        let folder = "models/registries/Lab/m\(index)"
        try FileManager.default.copyItem(atPath: sandbox.path("models/registries/Lab/m"), toPath: sandbox.path(folder))
        try sandbox.write(card, to: "\(folder)/README.md")
      }
      try sandbox.git("add", ".", in: "models")
      try sandbox.git("commit", "--quiet", "--message", "Write cards", in: "models")
    }
  }

  /// The card's own part of a card's page.
  private static func card(_ index: Int) async throws -> String {
    let answer = try await web.value.get("/Lab/m\(index)/-/card")
    try #require(answer.status == 200, "\(answer)")
    let body = answer.body
    let start = try #require(body.firstRange(of: "<div class=\"card pad\">")).upperBound
    let end = try #require(body.firstRange(of: "</main>")).lowerBound
    return String(body[start..<end].dropLast("</div>".count))
  }

  private static func written(_ html: String) -> String { "<div class=\"prose written\">\(html)</div>" }

  private static let cards: [(markdown: String, html: String)] = [
    (
      "# Use\n\nIt *works* **well**, ~~not~~ `so`.",
      "<h2 id=\"card-use\">Use</h2><p>It <em>works</em> <strong>well</strong>, <del>not</del> <code>so</code>.</p>"
    ),
    // Headings start below the page's own, and none is left out.
    (
      "### Deep\n\n# High\n\n###### Low",
      "<h2 id=\"card-deep\">Deep</h2><h2 id=\"card-high\">High</h2><h3 id=\"card-low\">Low</h3>"
    ),
    ("# A\n\n# A", "<h2 id=\"card-a\">A</h2><h2 id=\"card-a-1\">A</h2>"), ("#", ""),
    (
      "- [x] done\n- [ ] not yet",
      "<ul><li class=\"task\"><input type=\"checkbox\" disabled checked aria-label=\"done\"> done</li><li class=\"task\"><input type=\"checkbox\" disabled aria-label=\"to do\"> not yet</li></ul>"
    ),
    ("3. c\n4. d", "<ol start=\"3\"><li>c</li><li>d</li></ol>"), ("> said", "<blockquote><p>said</p></blockquote>"),
    ("```python\nx < 1\n```", "<pre class=\"code\">x &lt; 1\n</pre>"),
    // Links.
    ("[x](https://a.org/b)", "<p><a href=\"https://a.org/b\" rel=\"noreferrer nofollow ugc\">x</a></p>"),
    (
      "see https://a.org/b",
      "<p>see <a href=\"https://a.org/b\" rel=\"noreferrer nofollow ugc\">https://a.org/b</a></p>"
    ),
    ("[x](#the-use)", "<p><a href=\"#card-the-use\">x</a></p>"), ("[x](javascript:trap())", "<p>x</p>"),
    ("[x](data:text/html,x)", "<p>x</p>"), ("[x](../../etc)", "<p>x</p>"), ("[x](//evil.example)", "<p>x</p>"),
    ("a@b.org", "<p>a@b.org</p>"),
    ("[](https://a.org)", "<p><a href=\"https://a.org\" rel=\"noreferrer nofollow ugc\">https://a.org</a></p>"),
    // Pictures are files of the latest version, and no programs.
    ("![A plot](plot.png)", "<p><img src=\"/Lab/mINDEX@1.0.0/-/files/plot.png\" alt=\"A plot\" loading=\"lazy\"></p>"),
    ("![](./plot.png)", "<p><img src=\"/Lab/mINDEX@1.0.0/-/files/plot.png\" alt=\"./plot.png\" loading=\"lazy\"></p>"),
    ("![A plot](plot.svg)", "<p>A plot</p>"), ("![x](other.png)", "<p>x</p>"),
    ("![x](https://evil.example/x.png)", "<p>x</p>"), ("![x](/-/icon.svg)", "<p>x</p>"),
    // Markup of the card's own.
    ("a <b onclick=trap()>b</b> c<br>d", "<p>a b c<br>d</p>"), ("<!-- for writers -->", ""),
    ("<script>trap()</script>", "<pre class=\"code\">&lt;script&gt;trap()&lt;/script&gt;\n</pre>"),
    (
      "<!-- a --><script>trap()</script>",
      "<pre class=\"code\">&lt;!-- a --&gt;&lt;script&gt;trap()&lt;/script&gt;\n</pre>"
    ),
    // Tables.
    (
      "| a | b | c |\n|:-:|--:|---|\n| 1 | 2 | 3 |",
      "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Table\"><table><thead><tr><th scope=\"col\" class=\"center\">a</th><th scope=\"col\" class=\"num\">b</th><th scope=\"col\">c</th></tr></thead><tbody><tr><td class=\"center\">1</td><td class=\"num\">2</td><td>3</td></tr></tbody></table></div>"
    ),
    (
      "| | |\n|-|-|\n| 1 | 2 |\n| 3 | 4 |",
      "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Table\"><table><tbody><tr><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></tbody></table></div>"
    ),
    // What cards of other hubs begin with.
    (
      "---\nlicense: mit\n---\n# A",
      "<details><summary>Metadata at the top of the file</summary><pre class=\"code\">license: mit</pre></details><h2 id=\"card-a\">A</h2>"
    ),
    ("\u{202e}gnp.exe", "<p>U+202Egnp.exe</p>"),
  ]

  /// A version's page has the card as it was when the version was published.
  @Test func aVersionKeepsItsCard() async throws {
    let web = try await WebSandbox { sandbox in
      let folder = "models/registries/Fine_Tuned_Models/sentiment"
      for (number, text) in [("1.3.0", "# Use it *then*"), ("1.3.1", "# Use it *now*")] {
        try sandbox.write(text, to: "\(folder)/README.md")
        try sandbox.git("commit", "--quiet", "--all", "--message", "Write the card", in: "models")
        try sandbox.registry(
          "version", "create", "Fine_Tuned_Models/sentiment", number, "--artifact", "organization.yaml", in: "models")
      }
    }
    for (number, word, other) in [("1.3.0", "then", "now"), ("1.3.1", "now", "then")] {
      let body = try await web.get("/Fine_Tuned_Models/sentiment@\(number)").body
      #expect(body.contains("Use it <em>\(word)</em>") && !body.contains("<em>\(other)</em>"), "\(body)")
      #expect(body.contains("href=\"/Fine_Tuned_Models/sentiment@\(number)#model-card\">Model card</a>"))
    }
    // A model without one has no place for it.
    #expect(try await !web.get("/Datasets/reviews@1.0.0").body.contains("model-card"))
  }

  @Test(arguments: cards.indices)
  func isWritten(index: Int) async throws {
    let expected = Self.cards[index].html.replacing("INDEX", with: "\(index)")
    #expect(try await Self.card(index) == Self.written(expected), "\(Self.cards[index].markdown)")
  }

  private static func repeated(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

  /// Some texts take the library seconds and gigabytes; others would be pages that no browser shows.
  private static let texts: [(what: String, text: String, isCard: Bool)] = [
    ("more than 64 columns", "|" + repeated("a|", 65) + "\n|" + repeated("-|", 65) + "\n|x|", false),
    (
      "many rows that are short",
      "> |" + repeated("a|", 300) + "\n> |" + repeated("-|", 300) + repeated("\n> |x|", 9_000), false
    ),
    ("CVE-2023-22486", repeated("![[]()", 30_000), false),
    ("references of a long address", "[a]: /" + repeated("x", 20_000) + "\n" + repeated("[a]", 14_000), false),
    ("deep quotations", repeated(">", 2_000) + "a", false),
    // The bounds refuse nothing that people write.
    ("64 columns", "|" + repeated("a|", 64) + "\n|" + repeated("-|", 64) + "\n|x|", true),
    ("a long card", repeated("Some *words*, `code` and https://a.org/b.\n\n", 1_400), true),
  ]

  /// Of this thread, until now.
  private static var secondsOfWork: Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  @Test(arguments: texts.indices)
  func whatCannotBeACardIsText(index: Int) async throws {
    let (what, text, isCard) = Self.texts[index]
    let card = try await Self.card(Self.cards.count + index)
    #expect(card.hasPrefix("<pre class=\"text\" tabindex=\"0\">") != isCard, "\(what): \(card.prefix(200))")
    // By what this thread works, not by what it waits for the others.
    let start = Self.secondsOfWork
    _ = CardText.write(text) { _ in nil }
    #expect(Self.secondsOfWork - start < 10, "\(what)")
  }

  /// What is kept by its content is not another model's: pictures are a model's own.
  @Test func oneTextOfTwoModelsHasThePicturesOfEach() async throws {
    let web = try await WebSandbox { sandbox in
      try sandbox.registry("create", "Lab", "--visibility", "organization", in: "models")
      for name in ["a", "b"] {
        try sandbox.registry("model", "create", "Lab/\(name)", in: "models")
        try sandbox.write("dots of \(name)", to: "plot.png")
        try sandbox.registry(
          "version", "create", "Lab/\(name)", "1.0.0", "--artifact", sandbox.path("plot.png"), in: "models")
        try sandbox.write("![x](plot.png)", to: "models/registries/Lab/\(name)/README.md")
      }
      try sandbox.git("add", ".", in: "models")
      try sandbox.git("commit", "--quiet", "--message", "Write cards", in: "models")
    }
    for name in ["a", "b", "a"] {
      #expect(try await web.get("/Lab/\(name)/-/card").body.contains("src=\"/Lab/\(name)@1.0.0/-/files/plot.png\""))
    }
  }
}
