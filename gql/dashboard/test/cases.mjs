// What is asked of the pages: suites by name, each with the tools of pages.mjs.

// kinds are the pages of single things, each with the query that finds one.
const kinds = {
  document: 'documents(where: {tasks: {heading: {isNull: false}}}, first: 1)', unit: 'units(where: {leads: {heading: {isNull: false}}}, first: 1)',
  task: 'tasks(first: 1)', target: 'targets(first: 1)', park: 'parks(first: 1)', person: 'persons(first: 1)', position: 'positions(first: 1)',
  gazette: 'gazettes(first: 1)', work: 'works(first: 1)', region: 'regions(where: {parks: {name: {isNull: false}}}, first: 1)', industry: 'industries(first: 1)',
};
const naming = '__typename id ... on Document { title } ... on Unit { name } ... on Task { heading } ... on Target { indicator } ... on Park { name } ... on Person { name } ... on Position { post } ... on Gazette { title } ... on Work { title } ... on Region { name } ... on Industry { name }';
const nameOf = (n) => n.title ?? n.name ?? n.heading ?? n.indicator ?? n.post;

async function everyPage({ check, open, heading, ask, accessible, fits, equal, holds }) {
  for (const [path, title] of [['', '总览'], ['documents', '文件'], ['workload', '各单位工作量'], ['chain', '废止链'], ['registers', '台账：未收录'],
    ['registers?name=due&on=2024-10-01&days=365', '台账：待完成'], ['registers?name=lint', '台账：自相矛盾'], ['search?q=' + encodeURIComponent('数字'), '检索：数字']]) {
    await check(`page ${path.split('?')[0] || 'start'}`, async (page) => {
      await open(page, path);
      equal(await heading(page), title, 'heading');
      await accessible(page);
    });
  }
  for (const [path, query] of Object.entries(kinds)) {
    await check(`page ${path}`, async (page) => {
      const data = await ask(`{ list: ${query} { edges { node { ${naming.split(' ... ').filter((part, i) => i === 0 || part.toLowerCase().startsWith(`on ${path} `)).join(' ... ')} } } } }`);
      const node = data.list.edges[0]?.node;
      holds(node, `the store has no ${path}`);
      await open(page, `${path}/${node.id}`);
      holds((await heading(page)).includes(nameOf(node)), `heading ${await heading(page)}, want ${nameOf(node)}`);
      await accessible(page);
      await page.setViewportSize({ width: 360, height: 740 });
      await fits(page);
    });
  }
}

export const suites = {
  async sample(t) {
    const { check, open, follow, heading, inSection, ask, equal, holds } = t;
    await everyPage(t);

    await check('from the start page to the sentence behind a task', async (page) => {
      await open(page, '');
      const first = (await ask('{ workload(first: 1) { edges { node { lead unit { name } } } } }')).workload.edges[0].node;
      const row = inSection(page, '牵头任务最多的单位').locator('tbody tr').first();
      equal(await row.locator('td').nth(0).innerText(), first.unit.name, 'the unit that leads most');
      equal(Number(await row.locator('td').nth(1).innerText()), first.lead, 'tasks that it leads');
      await follow(page, row.getByRole('link'));
      equal(await heading(page), first.unit.name, 'heading');
      const led = inSection(page, '牵头（').locator('tbody tr');
      equal(await led.count(), first.lead, 'rows of tasks');
      const quote = (await led.first().locator('q').innerText()).replace(/^“|”$/g, '');
      await follow(page, led.first().locator('td').last().getByRole('link'));
      const marked = page.locator('.text mark.here');
      await marked.first().waitFor();
      const text = (await marked.allInnerTexts()).join('');
      holds(text.includes(quote.replace(/…$/, '')), `marked ${text}, want ${quote}`);
      const [box, frame] = [await marked.first().boundingBox(), await page.locator('.reader .text').boundingBox()];
      holds(box.y >= frame.y - 1 && box.y < frame.y + frame.height, 'the mark is not in sight');
    });

    await check('registers show the words they rest on', async (page) => {
      await open(page, 'registers?name=expiring&on=2023-06-01&days=3000');
      const { registers } = await ask('{ registers(on: "2023-06-01") { expiring(days: 3000) { edges { node { lastDay evidence { quote } } } } } }');
      const rows = page.locator('#view tbody tr');
      equal(await rows.count(), registers.expiring.edges.length, 'rows');
      const { lastDay, evidence } = registers.expiring.edges[0].node;
      equal(await rows.first().locator('td').first().innerText(), lastDay, 'last day');
      holds((await rows.first().locator('q').innerText()).includes(evidence[0].quote), 'the words');
    });

    await check('from the start page to a repeal with its day', async (page) => {
      const { documents } = await ask('{ documents(where: {repeals: {title: {isNull: false}}, number: {isNull: false}}, first: 1) { edges { node { title number repeals { edges { effective node { title number } evidence { quote } } } } } } }');
      const d = documents.edges[0].node;
      const gone = d.repeals.edges[0];
      await open(page, '');
      await follow(page, page.getByRole('link', { name: d.title }).first());
      await follow(page, page.getByRole('link', { name: '废止链' }).last());
      const stops = page.locator('.timeline li');
      holds(await stops.count() >= 2, 'no chain');
      const old = page.locator('.timeline li', { has: page.locator('div > a', { hasText: gone.node.title }) }).filter({ hasText: '已废止' });
      equal(await old.count(), 1, 'stops of what was repealed');
      if (gone.effective) holds((await old.innerText()).includes(gone.effective), `${await old.innerText()} without ${gone.effective}`);
      await follow(page, inSection(page, '废止关系').getByRole('link').filter({ hasText: gone.evidence[0].quote }).first());
      await page.locator('.text mark.here').first().waitFor();
    });

    await check('back and reload keep the state', async (page) => {
      await open(page, 'workload');
      await page.locator('input[name=year]').fill('2023');
      await follow(page, page.getByRole('button', { name: '更新' }));
      const rows = await page.locator('tbody tr').count();
      await page.reload();
      await page.locator('tbody tr').first().waitFor();
      equal(await page.locator('input[name=year]').inputValue(), '2023', 'year after reload');
      equal(await page.locator('tbody tr').count(), rows, 'rows after reload');
      await follow(page, page.locator('tbody a').first());
      await page.goBack();
      await page.locator('input[name=year]').waitFor();
      equal(await page.locator('input[name=year]').inputValue(), '2023', 'year after going back');
    });

    await check('a fact leads to its place in the text, and back', async (page) => {
      const { documents } = await ask('{ documents(where: {tasks: {heading: {isNull: false}}}, first: 1) { edges { node { id } } } }');
      await open(page, 'document/' + documents.edges[0].node.id);
      const fact = page.locator('.facts li.task').last();
      await fact.click();
      const mark = page.locator('.text mark.here').first();
      await mark.waitFor();
      const quote = (await fact.locator('q').innerText()).replace(/^“|”$/g, '');
      holds(quote.includes((await mark.innerText()).slice(0, 10)), `${await mark.innerText()} is not of ${quote}`);
      await page.locator('.text mark.relation, .text mark.target, .text mark.task').first().click();
      await page.locator('.facts li.here').first().waitFor();
    });

    await check('search finds by words, and opens with the keyboard', async (page) => {
      await open(page, '');
      await page.locator('#search input').focus();
      await page.keyboard.type('转型');
      await page.keyboard.press('Enter');
      await page.locator('.hits li').first().waitFor();
      holds(await page.locator('.hits li').count() >= 2, 'hits');
      await follow(page, page.locator('.hits a').first());
      equal(await page.locator('#view .error').count(), 0, 'errors shown');
    });

    await check('GraphiQL loads offline and runs a query', async (page) => {
      await page.goto(t.base + '/graphiql/');
      await page.locator('.graphiql-query-editor .CodeMirror, .graphiql-query-editor .monaco-editor').first().waitFor();
      await page.locator('button.graphiql-execute-button').click();
      const { workload } = await ask('{ workload(first: 1) { edges { node { unit { name } } } } }');
      await page.locator('.graphiql-response').filter({ hasText: workload.edges[0].node.unit.name }).waitFor();
    });
  },

  // hostile is a store with a document whose every name and text means harm; see hostileSource.
  async hostile({ check, open, ask, heading, fits, holds, equal, inSection }) {
    const { documents, units, tasks } = await ask('{ documents(where: {state: READ}, first: 10) { edges { node { id title text { content } } } } units(where: {leads: {heading: {isNull: false}}}, first: 10) { edges { node { id name } } } tasks(first: 10) { edges { node { id heading } } } }');
    const shown = async (page, text) => {
      holds((await page.locator('#view').evaluate((v) => v.textContent)).includes(text), `${text} is not shown as it is`);
      equal(await page.evaluate(() => document.querySelectorAll('#view script, #view img, #view iframe, #view svg').length), 0, 'elements made of text');
      equal(await page.evaluate(() => globalThis.harmed), undefined, 'harm');
    };
    for (const path of ['', 'documents', 'workload', 'registers', 'search?q=' + encodeURIComponent('<script>')]) {
      await check(`hostile text on ${path.split('?')[0] || 'start'}`, async (page) => {
        await open(page, path);
        await shown(page, path === 'workload' ? units.edges[0].node.name : '<script>');
        await page.setViewportSize({ width: 360, height: 740 });
        await fits(page);
      });
    }
    const things = [...documents.edges.map(({ node }) => ['document', node, node.title]), ...units.edges.map(({ node }) => ['unit', node, node.name]), ...tasks.edges.map(({ node }) => ['task', node, node.heading])];
    for (const [i, [path, node, name]] of things.entries()) {
      await check(`hostile ${path} ${i}`, async (page) => {
        await open(page, `${path}/${node.id}`);
        await shown(page, name);
        if (node.text?.content) equal(await page.locator('.reader .text').evaluate((v) => v.textContent), node.text.content, 'text of the document');
        await page.setViewportSize({ width: 360, height: 740 });
        await fits(page);
      });
    }
    // A mark that turns the direction of writing ends with the text that holds it: the number still stands to the right of its title.
    await check('what turns the direction stays inside its text', async (page) => {
      const chained = await ask('{ documents(where: {title: {contains: "\u202e"}}) { edges { node { number } } } }');
      await open(page, 'chain?number=' + encodeURIComponent(chained.documents.edges[0].node.number));
      const places = await page.locator('.timeline li > div').evaluateAll((stops) => {
        const turned = stops.find((d) => d.querySelector('a').textContent.includes('\u202e'));
        return [turned.querySelector('a'), turned.querySelector('span')].map((x) => [x.getBoundingClientRect().left, x.getBoundingClientRect().right]);
      });
      holds(places[0][1] <= places[1][0], 'the number stands before its title: ' + JSON.stringify(places));
    });
  },
};
