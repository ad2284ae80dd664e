// The demo application's own process; `npm start` starts it. What it needs to know comes by the environment.
export { main } from '../local/demo/main';
