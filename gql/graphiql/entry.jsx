import { createRoot } from 'react-dom/client';
import { GraphiQL } from 'graphiql';
import { createGraphiQLFetcher } from '@graphiql/toolkit';
import 'graphiql/graphiql.css';

const fetcher = createGraphiQLFetcher({ url: '/graphql' });
const example = `# 牵头任务最多的单位
{
  workload(first: 10) {
    edges { node { unit { name } lead cooperate responsible targets documents } }
  }
}
`;
createRoot(document.getElementById('graphiql')).render(<GraphiQL fetcher={fetcher} defaultQuery={example} />);
