/// The look of a picture that stands alone. In a page the same classes are styled by the page's sheet, whose colours these are.
///
/// Plain colours, since not every reader of SVG knows custom properties; those that know no dark mode pass over it.
enum PictureStyle {
  static let sheet: StaticString = """
    <style>
    .plot { color-scheme: light dark }
    .plot text { font: 11px system-ui, -apple-system, "Segoe UI", Roboto, Cantarell, "Noto Sans", "DejaVu Sans", sans-serif; fill: #6b665d }
    .plot text.v { font-family: ui-monospace, "SF Mono", "Cascadia Code", Menlo, Consolas, "DejaVu Sans Mono", monospace }
    .plot text.title { font-size: 14px; font-weight: 600; fill: #1c1a17 }
    .plot .paper { fill: #fff }
    .plot .band { fill: #f3f1ed }
    .plot .grid { stroke: #e5e1da }
    .plot .trace { fill: none; stroke: #524e47; stroke-width: 1.5; stroke-linejoin: round; stroke-linecap: round }
    .plot .dot { fill: #1c1a17; stroke: #fff; stroke-width: 1.5 }
    .plot .dot.fine { stroke: none }
    .plot .pre { fill: #fff; stroke: #524e47; stroke-width: 1.5 }
    .plot .old { fill: #fff; stroke: #7d5200; stroke-width: 1.8 }
    .plot .gone { stroke: #b0281f; stroke-width: 2; fill: none }
    .plot .gate { stroke: #b0281f; stroke-dasharray: 3 4; opacity: .8 }
    .plot text.gate-t { fill: #b0281f }
    .plot .flag { stroke: #2a4fc4 }
    .plot .flag-b { fill: #2a4fc4 }
    .plot .flag-o { fill: #eaeffc }
    .plot text.flag-t { fill: #fff; font-weight: 600 }
    .plot text.flag-u { fill: #2a4fc4; font-weight: 600 }
    @media (prefers-color-scheme: dark) {
    .plot text { fill: #9d988e }
    .plot text.title { fill: #edebe6 }
    .plot .paper { fill: #1b1b19 }
    .plot .band { fill: #232320 }
    .plot .grid { stroke: #2f2e2b }
    .plot .trace { stroke: #bbb7ae }
    .plot .dot { fill: #edebe6; stroke: #1b1b19 }
    .plot .pre { fill: #1b1b19; stroke: #bbb7ae }
    .plot .old { fill: #1b1b19; stroke: #e7bb63 }
    .plot .gone, .plot .gate { stroke: #ff998f }
    .plot text.gate-t { fill: #ff998f }
    .plot .flag { stroke: #9ab3ff }
    .plot .flag-b { fill: #9ab3ff }
    .plot .flag-o { fill: #202846 }
    .plot text.flag-t { fill: #1b1b19 }
    .plot text.flag-u { fill: #9ab3ff }
    }
    </style>
    """
}
