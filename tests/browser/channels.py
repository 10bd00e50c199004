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
    "shared-worker": "base => { new SharedWorker(base + 'shared-worker'); }",
    "service-worker": "base => navigator.serviceWorker.register(base + 'service-worker')",
    "service-worker-message": "base => { window.probeServiceWorker.postMessage(base + 'service-worker-message'); }",
}

PRECONNECT = """address => { const link = document.createElement('link');
    link.rel = 'preconnect'; link.href = address; document.head.append(link); }"""

PRECONNECT_MARKUP = """address => {
    document.body.insertAdjacentHTML('beforeend', `<link rel='preconnect' href='${address}'>`); }"""

DNS_PREFETCH = """address => { const link = document.createElement('link');
    link.rel = 'dns-prefetch'; link.href = address; document.head.append(link); }"""

WEBRTC = """async port => {
    const connection = new RTCPeerConnection({ iceServers: [{ urls: `stun:127.0.0.1:${port}` }] });
    connection.createDataChannel('probe');
    await connection.setLocalDescription(await connection.createOffer()); }"""

WEBRTC_OF_A_FRAME = """async port => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    const { RTCPeerConnection } = frame.contentWindow;
    const connection = new RTCPeerConnection({ iceServers: [{ urls: `stun:127.0.0.1:${port}` }] });
    connection.createDataChannel('probe');
    await connection.setLocalDescription(await connection.createOffer()); }"""
