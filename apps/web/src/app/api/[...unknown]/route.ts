const notFound = () => Response.json({ code: 'NOT_FOUND' }, { status: 404 })

export { notFound as DELETE, notFound as GET, notFound as PATCH, notFound as POST, notFound as PUT }
