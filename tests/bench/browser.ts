import { chromium, type Browser } from '@playwright/test';
import { browserSwitches, findBrowser } from '../browser.ts';
import type { Bench } from './bench.ts';
import { load, median } from './load.ts';
import { startProduct } from './product.ts';
import { decimal, type Row } from './table.ts';

// 400 kbit/s, 400 ms, a processor slowed four times.
const line = { offline: false, latency: 400, downloadThroughput: 400_000 / 8, uploadThroughput: 400_000 / 8 };
const slowness = 4;

interface Visit {
	bytes: number;
	requests: number;
	/** Seconds until the largest paint. */
	paint: number;
}

/** A learner's first visit to a lesson, in a browser with nothing kept, on a slow line and a weak phone. */
export async function measureBrowser({ database }: Bench): Promise<Row[]> {
	const product = await startProduct(database);
	const browser = await chromium.launch({ executablePath: findBrowser(), args: browserSwitches });
	try {
		await load(product, { duration: 2 });
		const visits: Visit[] = [];
		for (const cookie of product.cookies.slice(0, 5))
			visits.push(await visit(browser, product.server.address + database.lesson, cookie));
		const kilobytes = median(visits.map(({ bytes }) => bytes)) / 1000;
		const requests = Math.max(...visits.map(({ requests }) => requests));
		const paint = median(visits.map(({ paint }) => paint));
		return [
			{
				what: 'first visit to a lesson, kB transferred',
				bar: '≤ 30',
				measured: decimal(kilobytes, 1),
				holds: kilobytes <= 30
			},
			{ what: '  requests', bar: '≤ 4', measured: String(requests), holds: requests <= 4 },
			{
				what: '  largest paint at 400 kbit/s, 400 ms, CPU slowed 4 times, s',
				bar: '≤ 0.80',
				measured: decimal(paint),
				holds: paint <= 0.8
			}
		];
	} finally {
		await browser.close();
		await product.server.stop();
	}
}

async function visit(browser: Browser, address: string, cookie: string): Promise<Visit> {
	const context = await browser.newContext({ viewport: { width: 360, height: 740 }, deviceScaleFactor: 2 });
	try {
		const [name, value] = cookie.split('=') as [string, string];
		await context.addCookies([{ name, value, url: address }]);
		const page = await context.newPage();
		const client = await context.newCDPSession(page);
		await client.send('Network.enable');
		await client.send('Network.emulateNetworkConditions', line);
		await client.send('Emulation.setCPUThrottlingRate', { rate: slowness });
		const asked = new Set<string>();
		let bytes = 0;
		client.on('Network.requestWillBeSent', ({ request }) => {
			if (request.url.startsWith('http')) asked.add(request.url);
		});
		client.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));

		await page.goto(address, { waitUntil: 'networkidle' });
		const paint = await page.evaluate(
			() =>
				new Promise<number>((resolve) =>
					new PerformanceObserver((list) => resolve(list.getEntries().at(-1)!.startTime)).observe({
						type: 'largest-contentful-paint',
						buffered: true
					})
				)
		);
		// A browser without a window does not fetch the icon; others do.
		const icon = await page.evaluate(() => document.querySelector<HTMLLinkElement>('link[rel=icon]')?.href);
		if (icon && !asked.has(icon)) {
			asked.add(icon);
			bytes += await weight(icon);
		}
		return { bytes, requests: asked.size, paint: paint / 1000 };
	} finally {
		await context.close();
	}
}

async function weight(address: string): Promise<number> {
	const answer = await fetch(address, { headers: { 'accept-encoding': 'br' } });
	await answer.arrayBuffer();
	const headers = [...answer.headers].reduce((sum, [name, value]) => sum + name.length + value.length + 4, 17);
	return headers + Number(answer.headers.get('content-length') ?? 0);
}
