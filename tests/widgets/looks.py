"""JavaScript that looks at a widget as it stands on the screen: functions of its element that return what is wrong, as a list."""

# Every text with what lies under it: all shapes and grounds at its place, each with its opacity, from the page upwards.
WEAK_TEXT = """element => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 1, height: 1 });
    const context = canvas.getContext('2d', { willReadFrequently: true });
    const numbers = colour => {  // any CSS colour, color-mix() included
        context.clearRect(0, 0, 1, 1);
        context.fillStyle = colour;
        context.fillRect(0, 0, 1, 1);
        const [r, g, b, a] = context.getImageData(0, 0, 1, 1).data;
        return [r, g, b, a / 255];
    };
    const over = ([r, g, b, a], under, opacity) => [r, g, b].map((v, i) => v * a * opacity + under[i] * (1 - a * opacity));
    const opacity = (e, whole = 1) => (e === element ? whole : opacity(e.parentElement, whole * getComputedStyle(e).opacity));
    const light = colour => {
        const [r, g, b] = colour.map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ground = (text, x, y) => {
        let colour = numbers(getComputedStyle(element).backgroundColor).slice(0, 3);
        for (const e of document.elementsFromPoint(x, y).reverse()) {
            if (!element.contains(e) || e === element || e === text || text.contains(e)) continue;
            const style = getComputedStyle(e), shape = e.matches('rect, circle, polygon');
            if (e.matches('text, tspan') || (e.closest('svg') && !shape)) continue;
            const paint = shape ? style.fill : style.backgroundColor;
            if (paint === 'none') continue;
            colour = over(numbers(paint), colour, opacity(e) * (shape ? style.fillOpacity : 1));
        }
        return over(numbers(getComputedStyle(text).backgroundColor), colour, 1);
    };
    const weak = [];
    for (const text of element.querySelectorAll('*')) {
        const own = [...text.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
        if (!own || text.closest('.rnnc-news, :disabled') || !text.getClientRects().length) continue;
        text.scrollIntoView({ block: 'center', inline: 'center' });
        const box = text.getBoundingClientRect(), style = getComputedStyle(text);
        const under = ground(text, box.x + box.width / 2, box.y + box.height / 2);
        const ink = over(numbers(text.closest('svg') ? style.fill : style.color), under, opacity(text));
        const [dark, bright] = [light(ink), light(under)].sort((a, b) => a - b);
        const reached = (bright + 0.05) / (dark + 0.05);
        if (reached < 4.5) weak.push(`${text.textContent}: ${reached.toFixed(2)} ${style.fill} on ${under.map(Math.round)}`);
    }
    return weak;
}"""
SMALL_TEXT = """element => [...element.querySelectorAll('*')].filter(e => !e.closest('.rnnc-news') && e.getClientRects().length
    && [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())).map(e => {
        const picture = e.closest('svg[viewBox]');
        const scale = picture ? picture.getBoundingClientRect().width / picture.viewBox.baseVal.width : 1;
        return [parseFloat(getComputedStyle(e).fontSize) * scale, e.textContent];
    }).filter(([size]) => size < 10.99)"""
CLIPPED = """element => [...element.querySelectorAll('.rnnc-scroll')].flatMap(place => {
    const right = place.getBoundingClientRect().left + place.scrollWidth, tall = place.scrollHeight - place.clientHeight;
    const { top, bottom } = place.getBoundingClientRect();
    return [...place.querySelectorAll('text')].filter(e => e.getBoundingClientRect().right > right + 0.5
        || e.getBoundingClientRect().bottom > bottom + 2 || e.getBoundingClientRect().top < top - 2)
        .map(e => e.textContent).concat(tall > 0 ? [`it scrolls ${tall} px downwards`] : []);
})"""
# Words that stand on other words, by more than what lies between two letters.
OVERLAPPING = """element => [...element.querySelectorAll('svg')].flatMap(picture => {
    const texts = [...picture.querySelectorAll('text')].map(e => [e.textContent, e.getBoundingClientRect()]).filter(([text]) => text);
    const shared = (a, b) => [Math.min(a.right, b.right) - Math.max(a.left, b.left), Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)];
    return texts.flatMap(([one, a], i) => texts.slice(i + 1).filter(([, b]) => {
        const [wide, tall] = shared(a, b);
        return wide > 2 && tall > 5;
    }).map(([other]) => `${one} | ${other}`));
})"""
