"""Every way out of a page and of a worker that a browser offers, each as an attempt that asks for its own address.

An attempt is a JavaScript function `(base) => …`, where `base` is an address under which each channel asks for a path
of its own name; whether it got out is seen by the server, not by the page.
"""

from __future__ import annotations

IN_ANY_SCOPE = {
    "fetch": "base => fetch(base + 'fetch')",
    "fetch-keepalive": "base => fetch(base + 'fetch-keepalive', { keepalive: true, method: 'POST', body: 'x' })",
    "xhr": "base => { const x = new XMLHttpRequest(); x.open('GET', base + 'xhr'); x.send(); }",
    "websocket": "base => { new WebSocket(base.replace('http', 'ws') + 'websocket'); }",
    "event-source": "base => { new EventSource(base + 'event-source'); }",
    "import": "base => import(base + 'import')",
    "worker": "base => { new Worker(base + 'worker', { type: 'module' }); }",
    "xhr-synchronous": """base => { const x = new XMLHttpRequest();
        x.open('GET', base + 'xhr-synchronous', false); x.send(); }""",
    "wasm-streaming": "base => WebAssembly.compileStreaming(fetch(base + 'wasm-streaming'))",
    "worker-of-a-blob": """base => { new Worker(URL.createObjectURL(
        new Blob([`fetch('${base}worker-of-a-blob')`], { type: 'text/javascript' }))); }""",
    "cache": "async base => { await (await caches.open('probe')).add(base + 'cache'); }",
}

IN_A_PAGE = IN_ANY_SCOPE | {
    "beacon": "base => navigator.sendBeacon(base + 'beacon', 'x')",
    "image": "base => { new Image().src = base + 'image'; }",
    "image-markup": "base => { document.body.insertAdjacentHTML('beforeend', `<img src='${base}image-markup'>`); }",
    "font": "base => new FontFace('Probe', `url(${base}font)`).load()",
    "audio": "base => { new Audio(base + 'audio').load(); }",
    "stylesheet": """base => { const link = document.createElement('link');
        link.rel = 'stylesheet'; link.href = base + 'stylesheet'; document.head.append(link); }""",
    "style-import": """base => { const style = document.createElement('style');
        style.textContent = `@import url(${base}style-import)`; document.head.append(style); }""",
    "style-image": """base => { document.body.style.backgroundImage = `url(${base}style-image)`;
        document.body.getBoundingClientRect(); }""",
    "script": """base => { const script = document.createElement('script');
        script.src = base + 'script'; document.head.append(script); }""",
    "iframe": """base => { const frame = document.createElement('iframe');
        frame.src = base + 'iframe'; document.body.append(frame); }""",
    "object": """base => { const object = document.createElement('object');
        object.data = base + 'object'; document.body.append(object); }""",
    "form": """base => { const form = document.createElement('form');
        form.action = base + 'form'; form.method = 'post'; form.target = '_blank';
        document.body.append(form); form.submit(); }""",
    "prefetch": """base => { const link = document.createElement('link');
        link.rel = 'prefetch'; link.href = base + 'prefetch'; document.head.append(link); }""",
    "preload": """base => { const link = document.createElement('link');
        link.rel = 'preload'; link.as = 'image'; link.href = base + 'preload'; document.head.append(link); }""",
    "fetch-later": "base => fetchLater(base + 'fetch-later', { activateAfter: 0 })",
    "image-set": """base => { const image = new Image(); image.srcset = base + 'image-set 2x';
        document.body.append(image); }""",
    "picture": """base => { document.body.insertAdjacentHTML('beforeend',
        `<picture><source srcset='${base}picture'><img src='data:,'></picture>`); }""",
    "svg-image": """base => { document.body.insertAdjacentHTML('beforeend',
        `<svg><image href='${base}svg-image' width='9' height='9'/></svg>`); }""",
    "svg-use": """base => { document.body.insertAdjacentHTML('beforeend',
        `<svg><use href='${base}svg-use#a'/></svg>`); }""",
    "adopted-sheet": """base => { const sheet = new CSSStyleSheet();
        sheet.replaceSync(`body { border-image: url(${base}adopted-sheet) 9 }`);
        document.adoptedStyleSheets = [sheet]; document.body.getBoundingClientRect(); }""",
    "video": """base => { const video = document.createElement('video'); video.src = base + 'video';
        document.body.append(video); video.load(); }""",
    "poster": """base => { const video = document.createElement('video'); video.poster = base + 'poster';
        document.body.append(video); }""",
    "track": """base => { const video = document.createElement('video'); const track = document.createElement('track');
        track.src = base + 'track'; track.default = true; video.append(track); document.body.append(video);
        track.track.mode = 'showing'; }""",
    "embed": """base => { const embed = document.createElement('embed');
        embed.src = base + 'embed'; document.body.append(embed); }""",
    "frame-of-text": """base => { const frame = document.createElement('iframe');
        frame.srcdoc = `<img src='${base}frame-of-text'>`; document.body.append(frame); }""",
    "frame-of-a-blob": """base => { const frame = document.createElement('iframe');
        frame.src = URL.createObjectURL(new Blob([`<img src='${base}frame-of-a-blob'>`], { type: 'text/html' }));
        document.body.append(frame); }""",
    "fetch-of-a-frame": """base => { const frame = document.createElement('iframe'); document.body.append(frame);
        return frame.contentWindow.fetch(base + 'fetch-of-a-frame'); }""",
    "icon": """base => { const link = document.createElement('link');
        link.rel = 'icon'; link.href = base + 'icon'; document.head.append(link); }""",
    "module-preload": """base => { const link = document.createElement('link');
        link.rel = 'modulepreload'; link.href = base + 'module-preload'; document.head.append(link); }""",
    "worklet": "base => new OfflineAudioContext(1, 9, 9000).audioWorklet.addModule(base + 'worklet')",
    "ping": """base => { const link = document.createElement('a'); link.href = '#x'; link.ping = base + 'ping';
        document.body.append(link); link.click(); }""",
    "body-replaced": """base => { const body = document.createElement('body');
        body.innerHTML = `<iframe src='${base}body-replaced'></iframe>`; document.body = body; }""",
    "caption": """base => { const table = document.createElement('table'); document.body.append(table);
        const caption = document.createElement('caption');
        caption.innerHTML = `<iframe src='${base}caption'></iframe>`; table.caption = caption; }""",
    "shadow-root": """base => { const parsed = Document.parseHTMLUnsafe(
        `<div><template shadowrootmode=closed><iframe src='${base}shadow-root'></iframe></template></div>`);
        document.body.append(parsed.body.firstChild); }""",
    "shadow-root-set": """base => { const host = document.createElement('div'); document.body.append(host);
        host.setHTMLUnsafe(
          `<div><template shadowrootmode=open><img src='${base}shadow-root-set'></template></div>`); }""",
    "shared-worker": "base => { new SharedWorker(base + 'shared-worker'); }",
    "service-worker": "base => navigator.serviceWorker.register(base + 'service-worker')",
    "service-worker-message": "base => { window.probeServiceWorker.postMessage(base + 'service-worker-message'); }",
}

LEAVING = {
    "location": "base => { location = base + 'location'; }",
    "location-replace": "base => location.replace(base + 'location-replace')",
    "location-query": "base => { location.search = base.replace(/.*probe./, '') + 'location-query'; }",
    "navigate": "base => navigation.navigate(base + 'navigate')",
    "anchor": """base => { const link = document.createElement('a'); link.href = base + 'anchor';
        document.body.append(link); link.click(); }""",
    "anchor-unattached": """base => { const link = document.createElement('a'); link.href = base + 'anchor-unattached';
        link.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true })); }""",
    "anchor-changed": """base => { const link = document.querySelector('a'); link.href = base + 'anchor-changed';
        link.click(); }""",
    "anchor-attribute": """base => { const link = document.querySelector('a');
        link.attributes.href.value = base + 'anchor-attribute'; link.click(); }""",
    "anchor-of-svg": """base => { const link = document.createElementNS('http://www.w3.org/2000/svg', 'a');
        link.setAttribute('href', base + 'anchor-of-svg'); const svg = document.createElementNS(
        'http://www.w3.org/2000/svg', 'svg'); svg.append(link); document.body.append(svg);
        link.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true })); }""",
    "download": """base => { const link = document.createElement('a'); link.href = base + 'download';
        link.download = 'a'; link.click(); }""",
    "window": "base => { window.open(base + 'window'); }",
    "meta-refresh": """base => { const meta = document.createElement('meta'); meta.httpEquiv = 'refresh';
        meta.content = `0;url=${base}meta-refresh`; document.head.append(meta); }""",
    "form-sent": """base => { const form = document.createElement('form'); form.action = base + 'form-sent';
        document.body.append(form); form.submit(); }""",
    "form-requested": """base => { const form = document.createElement('form'); form.action = base + 'form-requested';
        document.body.append(form); form.requestSubmit(); }""",
    "form-button": """base => { const form = document.createElement('form');
        const button = document.createElement('button'); button.formAction = base + 'form-button';
        form.append(button); document.body.append(form); button.click(); }""",
}
"""Ways to leave the page, or to open another, without the visitor. The server answers that there is nothing to show."""

CONNECTING = {
    "preconnect": """address => { const link = document.createElement('link');
        link.rel = 'preconnect'; link.href = address; document.head.append(link); }""",
    "preconnect-markup": """address => {
        document.body.insertAdjacentHTML('beforeend', `<link rel='preconnect' href='${address}'>`); }""",
    "link-relation": """address => { const link = document.querySelector('link');
        link.href = address; link.rel = 'preconnect'; }""",
    "link-relations": """address => { const link = document.querySelector('link');
        link.setAttribute('href', address); link.relList.add('preconnect'); }""",
    "link-attributes": """address => { const link = document.querySelector('link');
        link.attributes.href.value = address; link.attributes.rel.nodeValue = 'preconnect'; }""",
    "link-attribute-node": """address => { const link = document.querySelector('link'); link.href = address;
        const rel = document.createAttribute('rel'); rel.value = 'preconnect'; link.setAttributeNode(rel); }""",
    "link-attribute-map": """address => { const link = document.querySelector('link'); link.href = address;
        const rel = document.createAttribute('rel'); rel.value = 'preconnect'; link.attributes.setNamedItem(rel); }""",
    "link-copied": """address => { const link = document.querySelector('link').cloneNode();
        link.href = address; link.rel = 'preconnect'; document.head.append(link); }""",
    "form-connected": """address => { const form = document.createElement('form');
        form.action = address; document.body.append(form); form.submit(); }""",
    "speculation": """address => { const script = document.createElement('script'); script.type = 'speculationrules';
        script.textContent = JSON.stringify({ prefetch: [{ urls: [address] }] }); document.head.append(script); }""",
}
"""Ways to open a connection, or to have a name looked up, without a request that a server would log."""

LOOKING_UP = {name: script for name, script in CONNECTING.items() if name != "speculation"} | {
    "dns-prefetch": """address => { const link = document.createElement('link');
        link.rel = 'dns-prefetch'; link.href = address; document.head.append(link); }""",
    "location-looked-up": "address => { location = address; }",
    "window-looked-up": "address => { window.open(address); }",
}
"""Ways to have a name looked up: the question itself carries data. (Nothing is prefetched from a host on http:.)"""

_CONNECT = """const connection = new Peer({ iceServers: [{ urls: `stun:127.0.0.1:${port}` }] });
    connection.createDataChannel('probe');
    await connection.setLocalDescription(await connection.createOffer());"""
WEBRTC = {
    "webrtc": f"async port => {{ const Peer = RTCPeerConnection; {_CONNECT} }}",
    "webrtc-of-a-frame": f"""async port => {{ const frame = document.createElement('iframe'); document.body.append(frame);
        const Peer = frame.contentWindow.RTCPeerConnection; {_CONNECT} }}""",
    "webrtc-of-a-body": f"""async port => {{ const body = document.createElement('body');
        const frame = document.createElement('iframe'); body.append(frame); document.body = body;
        const Peer = frame.contentWindow.RTCPeerConnection; {_CONNECT} }}""",
}
"""WebRTC, which asks a server for the address under which it sees this browser; of the page and of what it can make."""

TO_OTHER_TABS = {
    "broadcast": "() => { new BroadcastChannel('probe').postMessage('broadcast'); }",
}
"""Ways to another page of this site in the same browser, which isn't sealed; an open one takes down what it hears."""

TO_LATER_PAGES = {
    "cookie": ("() => { document.cookie = 'probe=1'; }", "document.cookie"),
    "window-name": ("() => { window.name = 'probe'; }", "window.name"),
    "address-query": ("() => history.replaceState(null, '', '?probe')", "location.search"),
}
"""Ways to the next request of this tab: what is done, and where the next page finds it."""

OPEN_UNDER_THE_HEADER = frozenset(("service-worker-message", "download", "broadcast"))
"""What a browser that knows Connection-Allowlist lets through all the same: the guard alone closes these."""
