// json-server with the data of a file in memory, on a free port of the loopback interface, which it prints. Ends with standard input.
const [home, data] = process.argv.slice(2)
const jsonServer = require(home + '/node_modules/json-server')
const server = jsonServer.create()
server.use(jsonServer.defaults({ logger: false }))
server.use(jsonServer.router(JSON.parse(require('fs').readFileSync(data, 'utf8'))))
const listening = server.listen(0, '127.0.0.1', () => console.log(listening.address().port))
process.stdin.on('end', () => process.exit(0)).resume()
