/** The certificate of completion, in Typst. All it says comes in as data; nothing is pasted into this text. */
export const completionTemplate = String.raw`
#let data = json(bytes(sys.inputs.data))
#let green = rgb("#0d5c56")
#let deep = rgb("#083f3b")
#let sun = rgb("#9c4517")
#let soft = rgb("#4a5b57")

#set document(title: data.title, author: data.issuer, date: none)
#set page(
  paper: "a4", flipped: true, margin: (x: 26mm, top: 22mm, bottom: 18mm), fill: rgb("#fffdf9"),
  background: {
    place(center + horizon, rect(width: 100% - 16mm, height: 100% - 16mm, stroke: 1.6pt + green, radius: 3mm))
    place(center + horizon, rect(width: 100% - 20mm, height: 100% - 20mm, stroke: 0.4pt + sun, radius: 2mm))
  },
)
#set text(font: "Libertinus Serif", size: 11pt, fill: rgb("#1c2b2a"), lang: data.language, hyphenate: false)
#set par(leading: 0.6em)

#let arch = box(width: 30mm, height: 15mm, {
  place(curve(stroke: (paint: green, thickness: 1.6pt, cap: "round"),
    curve.move((0mm, 11mm)), curve.line((30mm, 11mm)),
    curve.move((4mm, 11mm)), curve.cubic((4mm, 4.5mm), (9mm, 0.8mm), (15mm, 0.8mm)), curve.cubic((21mm, 0.8mm), (26mm, 4.5mm), (26mm, 11mm)),
    curve.move((15mm, 0.8mm)), curve.line((15mm, 11mm)),
    curve.move((9mm, 2.9mm)), curve.line((9mm, 11mm)),
    curve.move((21mm, 2.9mm)), curve.line((21mm, 11mm))))
  place(dy: 13mm, curve(stroke: (paint: green.lighten(40%), thickness: 0.8pt, cap: "round"),
    curve.move((5mm, 0.6mm)), curve.quad((7.5mm, -0.6mm), (10mm, 0.6mm)), curve.quad((12.5mm, 1.8mm), (15mm, 0.6mm)),
    curve.quad((17.5mm, -0.6mm), (20mm, 0.6mm)), curve.quad((22.5mm, 1.8mm), (25mm, 0.6mm))))
})

#let fitted(words, largest, smallest, width) = context {
  let fits(part, size) = measure(text(size: size, weight: "bold", part)).width <= width
  let size = largest
  while size > smallest and not fits(words, size) { size -= 1pt }
  // A name is wrapped between its words only.
  while size > 4pt and words.split(" ").any(word => not fits(word, size)) { size -= 0.5pt }
  text(size: size, weight: "bold", fill: deep, words)
}

#align(center)[
  #arch
  #v(2mm)
  #text(size: 12pt, fill: soft)[#data.issuer]
  #v(3mm)
  #text(size: 17pt, tracking: 2.2pt, fill: sun)[#upper(data.heading)]
  #v(5mm)
  #fitted(data.name, 36pt, 16pt, 235mm)
  #v(3mm)
  #text(size: 13pt)[#data.completed]
  #v(3mm)
  #block(width: 220mm)[#text(size: 21pt, weight: "bold", fill: green)[#data.course]]
  #v(2mm)
  #text(size: 12pt)[#data.hours]
]

#v(1fr)
#grid(
  columns: (1fr, 62mm, 31mm), column-gutter: 9mm, align: (left + bottom, left + bottom, right + bottom),
  [
    #text(size: 9pt, fill: soft)[#data.outcomesHeading]
    #set text(size: 9.5pt)
    #set list(marker: text(fill: sun)[•], spacing: 0.5em)
    #for outcome in data.outcomes [- #outcome]
  ],
  [
    #set text(size: 9.5pt)
    #for fact in data.facts [
      #text(fill: soft, size: 8.5pt)[#fact.at(0)] \
      #fact.at(1)
      #v(1mm)
    ]
  ],
  [
    #image(bytes(data.qr), format: "svg", width: 31mm, alt: data.qrDescription)
    #v(-2mm)
    #align(center, text(size: 9pt, weight: "bold", tracking: 0.4pt)[#data.number])
  ],
)
#v(2mm)
#align(center, text(size: 8.5pt, fill: soft)[#data.check #link(data.address)[#text(fill: green)[#data.address]]])
`;
