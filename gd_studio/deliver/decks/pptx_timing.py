"""When a film in a PowerPoint slide plays: the XML that python-pptx has no words for.

The tree is what PowerPoint writes for a video whose Start is "Automatically" (and "Loop until Stopped"):

- the main sequence begins with a ``mediacall`` effect, ``playFrom(0.0)``, after nothing (``afterEffect``),
  which starts with the slide because its first parallel also begins ``onBegin`` of the sequence (PowerPoint's
  XML before and after that choice is compared in https://github.com/scanny/python-pptx/issues/427);
- the media node loops by ``repeatCount="indefinite"`` (https://github.com/scanny/python-pptx/issues/871);
- an interactive sequence pauses the film when it is clicked: python-pptx prints it, as PowerPoint wrote it,
  in https://python-pptx.readthedocs.io/en/latest/dev/analysis/shp-movie.html.

Element by element: ECMA-376, part 1, 19.5 (animation), ``CT_TLMediaNodeVideo`` and ``CT_TLCommandBehavior``.
"""

from typing import Any

from lxml import etree

_P = "http://schemas.openxmlformats.org/presentationml/2006/main"

_TIMING = """\
<p:timing xmlns:p="{namespace}"><p:tnLst><p:par>
<p:cTn id="1" dur="indefinite" restart="never" nodeType="tmRoot"><p:childTnLst>
<p:seq concurrent="1" nextAc="seek"><p:cTn id="2" dur="indefinite" nodeType="mainSeq"><p:childTnLst>
<p:par><p:cTn id="3" fill="hold"><p:stCondLst><p:cond delay="indefinite"/>
<p:cond evt="onBegin" delay="0"><p:tn val="2"/></p:cond></p:stCondLst><p:childTnLst>
<p:par><p:cTn id="4" fill="hold"><p:stCondLst><p:cond delay="0"/></p:stCondLst><p:childTnLst>
<p:par><p:cTn id="5" presetID="1" presetClass="mediacall" presetSubtype="0"
 fill="hold" nodeType="afterEffect">
<p:stCondLst><p:cond delay="0"/></p:stCondLst><p:childTnLst>
<p:cmd type="call" cmd="playFrom(0.0)"><p:cBhvr><p:cTn id="6" dur="{milliseconds}" fill="hold"/>
<p:tgtEl><p:spTgt spid="{shape}"/></p:tgtEl></p:cBhvr></p:cmd>
</p:childTnLst></p:cTn></p:par></p:childTnLst></p:cTn></p:par></p:childTnLst></p:cTn></p:par>
</p:childTnLst></p:cTn>
<p:prevCondLst><p:cond evt="onPrev" delay="0"><p:tgtEl><p:sldTgt/></p:tgtEl></p:cond></p:prevCondLst>
<p:nextCondLst><p:cond evt="onNext" delay="0"><p:tgtEl><p:sldTgt/></p:tgtEl></p:cond></p:nextCondLst></p:seq>
<p:video><p:cMediaNode vol="80000"><p:cTn id="7" {repeat}fill="hold" display="0">
<p:stCondLst><p:cond delay="indefinite"/></p:stCondLst></p:cTn>
<p:tgtEl><p:spTgt spid="{shape}"/></p:tgtEl></p:cMediaNode></p:video>
<p:seq concurrent="1" nextAc="seek">
<p:cTn id="8" restart="whenNotActive" fill="hold" evtFilter="cancelBubble" nodeType="interactiveSeq">
<p:stCondLst>
<p:cond evt="onClick" delay="0"><p:tgtEl><p:spTgt spid="{shape}"/></p:tgtEl></p:cond></p:stCondLst>
<p:endSync evt="end" delay="0"><p:rtn val="all"/></p:endSync><p:childTnLst>
<p:par><p:cTn id="9" fill="hold"><p:stCondLst><p:cond delay="0"/></p:stCondLst><p:childTnLst>
<p:par><p:cTn id="10" fill="hold"><p:stCondLst><p:cond delay="0"/></p:stCondLst><p:childTnLst>
<p:par><p:cTn id="11" presetID="2" presetClass="mediacall" presetSubtype="0"
 fill="hold" nodeType="clickEffect">
<p:stCondLst><p:cond delay="0"/></p:stCondLst><p:childTnLst>
<p:cmd type="call" cmd="togglePause"><p:cBhvr><p:cTn id="12" dur="1" fill="hold"/>
<p:tgtEl><p:spTgt spid="{shape}"/></p:tgtEl></p:cBhvr></p:cmd>
</p:childTnLst></p:cTn></p:par></p:childTnLst></p:cTn></p:par></p:childTnLst></p:cTn></p:par>
</p:childTnLst></p:cTn>
<p:nextCondLst>
<p:cond evt="onClick" delay="0"><p:tgtEl><p:spTgt spid="{shape}"/></p:tgtEl></p:cond></p:nextCondLst>
</p:seq></p:childTnLst></p:cTn></p:par></p:tnLst></p:timing>
"""


def play_at_once(slide: Any, movie: Any, seconds: float, *, loop: bool) -> None:
    """Let the only film of a slide play as soon as the slide comes.

    Parameters
    ----------
    slide, movie
        As python-pptx has them.
    seconds
        How long the film lasts.
    loop
        Whether it begins again at its end.
    """
    text = _TIMING.format(
        namespace=_P,
        milliseconds=round(1000 * seconds),
        shape=movie.shape_id,
        repeat='repeatCount="indefinite" ' if loop else "",
    )
    timing = etree.fromstring(text, etree.XMLParser(remove_blank_text=True))
    for old in slide.element.findall(f"{{{_P}}}timing"):
        slide.element.replace(old, timing)


def timings(slide: Any, movie: Any) -> tuple[bool, bool]:
    """Tell whether a slide's film plays at once, and whether it loops."""
    target = f"[.//p:spTgt[@spid='{movie.shape_id}']]"
    plays = slide.element.xpath(
        f".//p:par[p:cTn[@nodeType='afterEffect']]//p:cmd[@cmd='playFrom(0.0)']{target}"
    )
    loops = slide.element.xpath(f".//p:cMediaNode[p:cTn[@repeatCount='indefinite']]{target}")
    return bool(plays), bool(loops)
